/** What a gateway gets by having this library on its class path. */
@NullMarked
package dev.sluice.loadbalancer.autoconfigure;

import org.jspecify.annotations.NullMarked;
