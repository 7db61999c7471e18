package dev.sluice.loadbalancer.strategy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Goes round a schedule: the position is one counter that every choice moves by one. */
final class Rotation<T extends Candidate> implements Selector<T> {

    private final List<T> candidates;
    private final Schedule schedule;
    private final AtomicLong position;

    Rotation(List<T> candidates, long position) {
        this(candidates, Schedule.of(Weights.of(candidates)), position);
    }

    private Rotation(List<T> candidates, Schedule schedule, long position) {
        this.candidates = candidates;
        this.schedule = schedule;
        this.position = new AtomicLong(position);
    }

    /**
     * The same rotation among other candidates: it goes on behind the last one chosen here that is still there. A counter that
     * went on alone would fall into step with a list that changes in its rhythm, and pass over the same one for ever.
     */
    <S extends Candidate> Rotation<S> over(List<S> others) {
        Schedule cycle = Schedule.of(Weights.of(others));
        long now = position.get();
        int from = (int) ((long) step(now) * cycle.length() / schedule.length());
        Set<Candidate> staying = new HashSet<>(others);
        for (int ago = 1; ago <= schedule.length(); ago++) {
            T before = at(now - ago);
            if (staying.contains(before)) {
                return new Rotation<>(others, cycle, behind(before, others, cycle, from));
            }
        }
        return new Rotation<>(others, cycle, from);
    }

    @Override
    public T select() {
        T chosen = at(position.getAndIncrement());
        chosen.acquire();
        return chosen;
    }

    /** The step behind the next turn of a candidate, or behind the one that it has just had. */
    private static int behind(Candidate candidate, List<? extends Candidate> others, Schedule cycle, int from) {
        int step = from;
        while (!others.get(cycle.at(Math.floorMod(step - 1, cycle.length()))).equals(candidate)) {
            step++;
        }
        return step;
    }

    private T at(long position) {
        return candidates.get(schedule.at(step(position)));
    }

    private int step(long position) {
        return Math.floorMod(position, schedule.length());
    }
}
