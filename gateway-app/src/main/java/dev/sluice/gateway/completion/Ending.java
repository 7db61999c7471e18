package dev.sluice.gateway.completion;

/** How a proxied request ended; each ends in exactly one way. */
public enum Ending {
    /** A backend's answer was sent to its last byte, whatever its status. */
    ANSWERED("answered"),
    /** The gateway answered by itself and asked no backend, because of a limit for example. */
    REFUSED("refused"),
    /** There was no answer of a backend, or half of one. */
    FAILED("failed"),
    /** The client left before it had everything. */
    CANCELLED("cancelled");

    private final String tag;

    Ending(String tag) {
        this.tag = tag;
    }

    /** Its name in meters and logs. */
    public String tag() {
        return tag;
    }
}
