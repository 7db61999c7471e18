/**
 * The gateway's other side: connections to backends, how long they may take, and what is made of their faults.
 *
 * <p>Start at {@code BackendConfiguration} for the connections, at {@code FaultAnswer} for the faults.
 */
@NullMarked
package dev.sluice.gateway.backend;

import org.jspecify.annotations.NullMarked;
