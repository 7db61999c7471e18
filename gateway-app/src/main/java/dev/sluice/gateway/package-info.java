/** The gateway that runs out of the box. */
@NullMarked
package dev.sluice.gateway;

import org.jspecify.annotations.NullMarked;
