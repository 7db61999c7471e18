/**
 * Who may call the admin API and the actuator.
 *
 * <p>Start at {@link dev.sluice.admin.access.AdminGuard}.
 */
@NullMarked
package dev.sluice.admin.access;

import org.jspecify.annotations.NullMarked;
