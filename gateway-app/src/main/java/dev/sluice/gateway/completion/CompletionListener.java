package dev.sluice.gateway.completion;

/** Is told of the end of each proxied request, on the thread on which it ends: to be quick about it, and never to block. */
@FunctionalInterface
public interface CompletionListener {

    /** A request has ended. */
    void completed(Completion completion);
}
