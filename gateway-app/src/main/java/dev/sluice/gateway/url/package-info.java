/**
 * The target of a request, which reaches the backend as it came.
 *
 * <p>Start at {@code ReceivedTarget}. Where requests go the way in {@code fastpath}, and nobody looks at them, there is nothing to
 * restore; elsewhere {@code TargetOfRoute} and {@code TargetOfInstance} do it.
 */
@NullMarked
package dev.sluice.gateway.url;

import org.jspecify.annotations.NullMarked;
