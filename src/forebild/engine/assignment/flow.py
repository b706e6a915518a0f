"""The largest flow through a small network, and the cut that limits it.

Dinic's algorithm (E. A. Dinic, 1970): (1) number the nodes by distance from the source over arcs with
room left; (2) push along arcs that lead one step further until none is left; (3) repeat until the sink
is out of reach. The nodes then still within reach are a smallest cut.
"""

from __future__ import annotations

from collections import deque


class Network:
    """Nodes are numbers; an arc and its way back stand side by side (`arc ^ 1`)."""

    def __init__(self, nodes: int) -> None:
        self.out: list[list[int]] = [[] for _ in range(nodes)]
        self.to: list[int] = []
        self.room: list[int] = []

    def arc(self, start: int, end: int, capacity: int) -> int:
        """Add an arc; the answer is its number."""
        number = len(self.to)
        self.to += (end, start)
        self.room += (capacity, 0)
        self.out[start].append(number)
        self.out[end].append(number + 1)
        return number

    def used(self, arc: int) -> int:
        """What flows through the arc."""
        return self.room[arc ^ 1]

    def fill(self, source: int, sink: int) -> int:
        """Push as much as possible; the answer is what flowed."""
        pushed = 0
        while (distance := self.reach(source))[sink] >= 0:
            turn = [0] * len(self.out)
            while path := self._path(source, sink, distance, turn):
                amount = min(self.room[arc] for arc in path)
                for arc in path:
                    self.room[arc] -= amount
                    self.room[arc ^ 1] += amount
                pushed += amount
        return pushed

    def reach(self, source: int) -> list[int]:
        """The distance of every node over arcs with room left; -1 where none leads."""
        distance = [-1] * len(self.out)
        distance[source] = 0
        queue = deque([source])
        while queue:
            node = queue.popleft()
            for arc in self.out[node]:
                end = self.to[arc]
                if self.room[arc] and distance[end] < 0:
                    distance[end] = distance[node] + 1
                    queue.append(end)
        return distance

    def _path(self, source: int, sink: int, distance: list[int], turn: list[int]) -> list[int]:
        """A way of growing distance to the sink; empty when none is left. `turn` remembers dead ends."""
        path: list[int] = []
        node = source
        while node != sink:
            if arc := self._onward(node, distance, turn):
                path.append(arc[0])
                node = self.to[arc[0]]
            elif path:
                node = self.to[path.pop() ^ 1]
                turn[node] += 1
            else:
                return []
        return path

    def _onward(self, node: int, distance: list[int], turn: list[int]) -> list[int]:
        """The next arc worth trying from the node, as a list of one; empty at a dead end."""
        arcs = self.out[node]
        while turn[node] < len(arcs):
            arc = arcs[turn[node]]
            if self.room[arc] and distance[self.to[arc]] == distance[node] + 1:
                return [arc]
            turn[node] += 1
        return []
