package dev.sluice.admin.access;

/**
 * A path that needs the administrator's credentials, with everything below it: a gateway guards those of its own pages by such a
 * bean.
 *
 * @param path the path, as in {@code /console}
 */
public record GuardedPath(String path) {}
