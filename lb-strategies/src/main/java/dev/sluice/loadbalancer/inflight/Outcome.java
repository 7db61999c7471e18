package dev.sluice.loadbalancer.inflight;

/**
 * How an attempt to have a request answered by an instance ended.
 *
 * @param kind what happened
 * @param reason what went wrong, for people; empty if nothing did
 */
public record Outcome(Kind kind, String reason) {

    /** The instance answered to the last byte, with a status below 500. */
    public static final Outcome ANSWERED = new Outcome(Kind.ANSWERED, "");

    /** The instance answered to the last byte, with a status from 500 on. */
    public static final Outcome SERVER_ERROR = new Outcome(Kind.SERVER_ERROR, "server error");

    /** Nobody waited for the end: the client left, or the request was tried elsewhere for somebody else's reasons. */
    public static final Outcome ABANDONED = new Outcome(Kind.ABANDONED, "");

    /** The instance did not answer, or not to the end. */
    public static Outcome failed(String reason) {
        return new Outcome(Kind.FAILED, reason);
    }

    /** There was no connection by which the instance could have taken anything. */
    public static Outcome unreachable(String reason) {
        return new Outcome(Kind.UNREACHABLE, reason);
    }

    /** The connection was gone before anything was sent on it, as happens to those that are kept for the next request. */
    public static Outcome unsent(String reason) {
        return new Outcome(Kind.UNSENT, reason);
    }

    /** A connection that had served before ended without a byte of an answer, as those do that are kept for too long. */
    public static Outcome stale(String reason) {
        return new Outcome(Kind.STALE, reason);
    }

    /** Whether this says nothing of the instance, neither good nor bad, so that it may be tried again. */
    public boolean isInconclusive() {
        return kind == Kind.UNSENT || kind == Kind.STALE;
    }

    /** Whether it is certain that the instance has taken nothing of the request. */
    public boolean isUntouched() {
        return kind == Kind.UNREACHABLE || kind == Kind.UNSENT;
    }

    /** Whether the instance answered to the last byte. */
    public boolean isAnswer() {
        return kind == Kind.ANSWERED || kind == Kind.SERVER_ERROR;
    }

    /** Whether the request failed, and by the instance's fault. */
    public boolean isFailure() {
        return kind == Kind.FAILED || kind == Kind.UNREACHABLE;
    }

    /** What happened. */
    public enum Kind {
        /** An answer to the last byte. */
        ANSWERED,
        /** An answer to the last byte that speaks of a fault of the server. */
        SERVER_ERROR,
        /** No answer, or half of one. */
        FAILED,
        /** No connection. */
        UNREACHABLE,
        /** Nothing was sent, on a connection that turned out to be closed; nobody's fault. */
        UNSENT,
        /** No answer on a connection that had served before; nobody's fault. */
        STALE,
        /** Nobody knows. */
        ABANDONED
    }
}
