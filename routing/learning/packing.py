"""A fitted model as one ``npz``: weights as bytes with a table of what each byte means, no pickle."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from routing.learning.softmax import Fitted
from routing.understanding.topics.model import FORMAT, Blend, Label, TopicModel, Vocabulary

DEFLATE = 9
SILENT = 0.12
"""A weight smaller than this is not stored."""
_EPOCH = (2020, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a model stands in: its vocabularies, answers, houses (int32 millionths of a degree), districts, objects."""

    vocabularies: tuple[Vocabulary, Vocabulary]
    labels: tuple[Label, ...]
    houses: np.ndarray
    districts: tuple[str, ...]
    objects: tuple[str, ...]


def pack(
    fitted: Fitted, nets: dict[str, np.ndarray], frame: Frame, version: str, blend: Blend, more: dict[str, Any]
) -> dict[str, np.ndarray]:
    """Arrays of the file."""
    weights, steps = _rounded(fitted.words)
    about = {
        "format": FORMAT,
        "version": version,
        "labels": [list(asdict(label).values()) for label in frame.labels],
        "districts": list(frame.districts),
        "objects": list(frame.objects),
        "blend": list(astuple(blend)),
        **more,
    }
    words, pieces = frame.vocabularies
    return nets | {
        "words": words.hashes.astype(np.uint32),
        "words_idf": words.idf.astype(np.float16),
        "pieces": pieces.hashes.astype(np.uint32),
        "pieces_idf": pieces.idf.astype(np.float16),
        "weights": weights,
        "steps": steps,
        "context": fitted.context.astype(np.float16),
        "bias": fitted.bias.astype(np.float32),
        "houses": frame.houses.astype(np.int32),
        "about": np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), dtype=np.uint8),
    }


def _rounded(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Bytes (features, labels) and the float32 weight that each byte stands for, finer near zero.

    Adding one number to all weights of a feature changes no probability, so each feature's median is taken away first:
    most weights then are nothing, and only what tells labels apart is stored.
    """
    centred = weights - np.median(weights, axis=1, keepdims=True)
    largest = float(np.abs(centred).max()) or 1.0
    centred[np.abs(centred) < SILENT] = 0
    bent = np.sign(centred) * np.sqrt(np.abs(centred) / largest) * 127
    ladder = np.arange(-128, 128, dtype=np.float32)
    return (np.rint(bent) + 128).astype(np.uint8), np.sign(ladder) * (ladder / 127) ** 2 * largest


def unpack(arrays: dict[str, np.ndarray]) -> TopicModel:
    """The packed arrays as the model that will read appeals."""
    about = json.loads(arrays["about"].tobytes())
    return TopicModel({name: array for name, array in arrays.items() if name != "about"}, about)


def write(arrays: dict[str, np.ndarray], path: Path) -> int:
    """Write the file (same arrays, same bytes); returns its size in bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=DEFLATE) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _EPOCH), buffer.getvalue(), zipfile.ZIP_DEFLATED, DEFLATE)
    return path.stat().st_size
