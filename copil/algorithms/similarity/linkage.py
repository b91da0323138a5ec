"""Average-linkage clustering of a sparse graph of similarities."""

from collections.abc import Iterable, Mapping, Sequence

# Two means this close are the same, whatever the rounding: a chain of neighbours never turns in a circle.
_EQUAL = 1 + 1e-9


def average_linkage(
    *,
    sizes: Sequence[int],
    sums: Sequence[Mapping[int, float]],
    cut: float,
    apart: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """Group nodes by average linkage, merging while the mean similarity of two groups reaches the cut.

    sizes: how many texts each node stands for. sums: for each node, its neighbours and the sum of the
    similarities of its texts with theirs; symmetric, a missing pair counts as 0. apart: pairs never put
    together.
    Returns the groups, each sorted, ordered by their first node.

    1. Follow nearest neighbours from the first free group until two are each other's nearest; a tie
       goes to the group one comes from, then to the smallest number.
    2. Merge them: sums of similarities add up, forbidden neighbours too.
    3. A group whose nearest neighbour is under the cut is finished: with a reducible linkage, later
       merges cannot bring anything nearer (Müllner 2011, "Modern hierarchical, agglomerative
       clustering algorithms", arXiv:1109.2378, section 3.2).

    Time O(E) for the merges and O(n d) for the searches, d the mean degree; memory O(E).
    """
    clusters = _Clusters(sizes, sums, apart)
    for seed in range(len(sizes)):
        chain = [seed] if seed in clusters.members else []
        while chain:
            last = chain[-1]
            previous = chain[-2] if len(chain) > 1 else -1
            nearest = clusters.nearest(last, previous, cut)
            if nearest is None:
                clusters.finish(last)
                chain.pop()
            elif nearest == previous:
                del chain[-2:]
                merged = clusters.merge(last, previous)
                if not chain:
                    chain.append(merged)
            else:
                chain.append(nearest)
    return sorted(clusters.finished)


class _Clusters:
    """Groups still open, by one of their nodes, with the sums of similarities between them."""

    def __init__(
        self,
        sizes: Sequence[int],
        sums: Sequence[Mapping[int, float]],
        apart: Iterable[tuple[int, int]],
    ) -> None:
        self.members = {node: [node] for node in range(len(sizes))}
        self.finished: list[list[int]] = []
        self.weight = list(sizes)
        self.sums = [dict(near) for near in sums]
        self.forbidden: dict[int, set[int]] = {}
        for one, two in apart:
            self.forbidden.setdefault(one, set()).add(two)
            self.forbidden.setdefault(two, set()).add(one)
        for one, others in self.forbidden.items():
            for two in others:
                self.sums[one].pop(two, None)

    def nearest(self, cluster: int, previous: int, cut: float) -> int | None:
        """Return the open group with the greatest mean similarity, if it reaches the cut."""
        sums, weight = self.sums[cluster], self.weight
        best, best_mean = -1, 0.0
        for other, total in sums.items():
            mean = total / weight[other]
            if mean > best_mean or (mean == best_mean and other < best):
                best, best_mean = other, mean
        if previous in sums and best_mean <= sums[previous] / weight[previous] * _EQUAL:
            best = previous
        return best if best >= 0 and best_mean >= cut * weight[cluster] else None

    def finish(self, cluster: int) -> None:
        """Close a group; its neighbours forget it."""
        for other in self.sums[cluster]:
            del self.sums[other][cluster]
        self.sums[cluster] = {}
        self.finished.append(sorted(self.members.pop(cluster)))

    def merge(self, one: int, two: int) -> int:
        """Merge two groups under the one with the more neighbours, which is returned."""
        kept, gone = sorted((one, two), key=lambda cluster: (-len(self.sums[cluster]), cluster))
        target, source = self.sums[kept], self.sums[gone]
        self.sums[gone] = {}
        del target[gone], source[kept]
        self._forbid(kept, gone)
        for other, total in source.items():
            back = self.sums[other]
            del back[gone]
            target[other] = back[kept] = target.get(other, 0.0) + total
        for other in self.forbidden.get(kept, ()):
            if target.pop(other, None) is not None:
                del self.sums[other][kept]
        self.weight[kept] += self.weight[gone]
        self.members[kept] += self.members.pop(gone)
        return kept

    def _forbid(self, kept: int, gone: int) -> None:
        inherited = self.forbidden.pop(gone, set())
        if not inherited:
            return
        self.forbidden.setdefault(kept, set()).update(inherited)
        for other in inherited:
            self.forbidden[other].discard(gone)
            self.forbidden[other].add(kept)
