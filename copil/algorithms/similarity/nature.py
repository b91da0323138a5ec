"""Advise the nature of a need: specific to one structure, identical in several, or common to them."""

from copil.algorithms.similarity.records import Nature, NatureAdvice

# Beyond, two places are rarely reached by the same people: half an hour on country roads.
NEIGHBOURHOOD_KM = 20.0

# Share of the texts that must speak of acting together for a need to be common.
JOINT_SHARE = 0.5


def advise_nature(
    *, structures: int, texts: int, joint_markers: int, radius_km: float | None = None
) -> NatureAdvice:
    """Advise one of the three natures, with the keys of the reasons; the user confirms or changes it.

    structures: distinct organisations that express the need. texts: how many times it is expressed.
    joint_markers: how many of these texts speak of sharing, pooling or acting together. radius_km:
    how far the structures stand from their middle, None when unknown.

    One structure: specific (an individual answer). Several: identical (a collective answer to the
    structures), unless acting together is what they ask for: half of the texts say so, or one does
    and the structures are neighbours; then common (an answer with the structures).
    Reasons: one_structure, several_structures, joint_words_most, joint_words_some, joint_words_none,
    neighbours, far_apart, place_unknown.
    """
    if structures <= 1:
        return NatureAdvice(nature="specific", reasons=("one_structure",))
    reasons = ["several_structures"]
    most = joint_markers > 0 and joint_markers >= JOINT_SHARE * texts
    reasons.append(
        "joint_words_most" if most else "joint_words_some" if joint_markers else "joint_words_none"
    )
    neighbours = radius_km is not None and radius_km <= NEIGHBOURHOOD_KM
    reasons.append("place_unknown" if radius_km is None else "neighbours" if neighbours else "far_apart")
    nature: Nature = "common" if most or (joint_markers and neighbours) else "identical"
    return NatureAdvice(nature=nature, reasons=tuple(reasons))
