/**
 * Short names for the settings that everybody sets, and a plain word about those that are wrong.
 *
 * <p>Start at {@code ShortNames} and {@code UnknownSettings}.
 */
@NullMarked
package dev.sluice.gateway.settings;

import org.jspecify.annotations.NullMarked;
