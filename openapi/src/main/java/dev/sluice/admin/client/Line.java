package dev.sluice.admin.client;

/** A line of an import, as it came. */
final class Line {

    /** Its number, from 1. */
    final long number;

    /** What it says; empty if that is too long. */
    final byte[] bytes;

    final boolean tooLong;

    Line(long number, byte[] bytes, boolean tooLong) {
        this.number = number;
        this.bytes = bytes;
        this.tooLong = tooLong;
    }
}
