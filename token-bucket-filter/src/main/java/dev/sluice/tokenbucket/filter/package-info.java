/**
 * The route filter {@code TokenBucket}: who is this, what may they spend, may they pass.
 *
 * <p>Start at {@link dev.sluice.tokenbucket.filter.TokenBucketGatewayFilterFactory}; the path of a request is written in
 * {@code TokenBucketFilter}.
 */
@NullMarked
package dev.sluice.tokenbucket.filter;

import org.jspecify.annotations.NullMarked;
