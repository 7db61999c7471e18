package dev.sluice.loadbalancer.pool;

/**
 * What is believed of an instance; whatever is learnt makes another.
 *
 * @param verdict what its health checks have come to
 * @param ejection whether requests have failed on it
 * @param drained whether an operator wants it to have no new requests
 */
record Condition(Verdict verdict, Ejection ejection, boolean drained) {

    static final Condition UNKNOWN = new Condition(Verdict.UNCHECKED, Ejection.NEVER, false);

    State state() {
        if (drained) {
            return State.DRAINING;
        }
        if (!verdict.passing()) {
            return State.DOWN;
        }
        return ejection.active() ? State.EJECTED : State.UP;
    }

    /** Why it is in this state, for people; empty if there is nothing to say. */
    String reason() {
        return switch (state()) {
            case UP -> "";
            case DOWN -> verdict.last().flatMap(CheckResult::failure).orElse("");
            case EJECTED -> ejection.reason();
            case DRAINING -> "an operator asked for it";
        };
    }

    /** An instance that its checks had given up, and that is back, starts without its past. */
    Condition checked(CheckResult result, int rise, int fall) {
        Verdict next = verdict.after(result, rise, fall);
        boolean isBack = next.passing() && !verdict.passing();
        return new Condition(next, isBack ? ejection.over() : ejection, drained);
    }

    Condition ejected(Ejection next) {
        return new Condition(verdict, next, drained);
    }

    /** The pause is over, unless it is another one by now. */
    Condition after(Ejection over) {
        return ejection.equals(over) ? ejected(over.over()) : this;
    }

    /** Of whoever is at the address now: an operator meant the address, nothing else is known. */
    Condition anew() {
        return UNKNOWN.drained(drained);
    }

    Condition drained(boolean wanted) {
        return new Condition(verdict, ejection, wanted);
    }
}
