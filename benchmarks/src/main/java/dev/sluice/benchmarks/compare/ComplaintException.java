package dev.sluice.benchmarks.compare;

/** What a person has to do something about, said so that no stack trace is needed. */
final class ComplaintException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ComplaintException(String message) {
        super(message);
    }
}
