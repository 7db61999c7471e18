/** The threads that serve all connections, and what they tell the system of what they wait for. */
@NullMarked
package dev.sluice.gateway.eventloop;

import org.jspecify.annotations.NullMarked;
