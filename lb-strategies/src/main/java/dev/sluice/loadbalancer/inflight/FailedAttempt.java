package dev.sluice.loadbalancer.inflight;

/**
 * An attempt that another is to follow.
 *
 * @param instance the address of the instance
 * @param reason why it failed, for people
 */
public record FailedAttempt(String instance, String reason) {}
