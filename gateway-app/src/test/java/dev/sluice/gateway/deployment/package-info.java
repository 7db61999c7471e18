/**
 * Whether what the gateway is deployed with fits the gateway: image, compose files, manifests, Makefiles.
 *
 * <p>Start at {@code ImageIT}, which builds and runs the image without a container.
 */
@NullMarked
package dev.sluice.gateway.deployment;

import org.jspecify.annotations.NullMarked;
