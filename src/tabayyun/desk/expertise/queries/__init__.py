"""What was examined, kept and shown in the expertise room."""

from tabayyun.desk.expertise.queries.bench import Bench, bench
from tabayyun.desk.expertise.queries.checklist import Line, checklist, kinds_of_name
from tabayyun.desk.expertise.queries.custody import (
    custody_faults,
    custody_is_whole,
    heads,
    heads_at,
    latest_checkpoint,
    proof_of,
)
from tabayyun.desk.expertise.queries.evidence import custody_of, evidence_of, unkept_captures
from tabayyun.desk.expertise.queries.examinations import method_name, of, recent, subject
from tabayyun.desk.expertise.queries.imagery import (
    is_violent,
    measured_error,
    model_in_use,
    tagged,
    tags_of,
    violence,
)
from tabayyun.desk.expertise.queries.media import (
    change_in_words,
    comparison_captions,
    in_time,
    match_in_words,
    match_limits,
    matches_of,
    quotable,
    refused_matches,
)
from tabayyun.desk.expertise.queries.pictures import (
    illustrations_of,
    looked,
    open_reveals,
    revealed,
    revealed_to,
    shift_of,
)
from tabayyun.desk.expertise.queries.words import claims_in_pictures, pictures_say, subject_with_words

__all__ = [
    "Bench",
    "Line",
    "bench",
    "change_in_words",
    "checklist",
    "claims_in_pictures",
    "comparison_captions",
    "custody_faults",
    "custody_is_whole",
    "custody_of",
    "evidence_of",
    "heads",
    "heads_at",
    "illustrations_of",
    "in_time",
    "is_violent",
    "kinds_of_name",
    "latest_checkpoint",
    "looked",
    "match_in_words",
    "match_limits",
    "matches_of",
    "measured_error",
    "method_name",
    "model_in_use",
    "of",
    "open_reveals",
    "pictures_say",
    "proof_of",
    "quotable",
    "recent",
    "refused_matches",
    "revealed",
    "revealed_to",
    "shift_of",
    "subject",
    "subject_with_words",
    "tagged",
    "tags_of",
    "unkept_captures",
    "violence",
]
