package org.cellssync.ui.internal.options;

import java.util.Optional;

import org.cellssync.api.session.Speed;
import org.cellssync.api.session.SpeedLimit;
import org.cellssync.ui.internal.Messages;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** How fast content travels, either way: rates with their hours, as on the command line, checked while they are typed. */
final class SpeedControls {

	/** In the form in which others can be typed. */
	private static final String[] EXAMPLES = { "500k", "1M", "10M", "1M@Mon-Fri 08:00-18:00",
			"500k@Mon-Fri 08:00-18:00; 5M" };

	private final Combo up;
	private final Combo down;

	/** Makes two rows in {@code area}, whose grid has two columns, and shows {@code speed}. */
	SpeedControls(Composite area, Speed speed) {
		up = combo(area, Messages.Speed_up, speed.up());
		down = combo(area, Messages.Speed_down, speed.down());
		Label hint = new Label(area, SWT.WRAP);
		hint.setText(Messages.Speed_hint);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(OptionsControls.TEXT_WIDTH, SWT.DEFAULT)
				.applyTo(hint);
	}

	private static Combo combo(Composite area, String title, SpeedLimit limit) {
		new Label(area, SWT.NONE).setText(title);
		Combo combo = new Combo(area, SWT.DROP_DOWN);
		combo.add(Messages.Speed_none);
		for (String each : EXAMPLES) {
			combo.add(each);
		}
		combo.setText(limit.equals(SpeedLimit.NONE) ? Messages.Speed_none : limit.line());
		GridDataFactory.fillDefaults().grab(true, false).hint(OptionsControls.CHOICE_WIDTH, SWT.DEFAULT).applyTo(combo);
		return combo;
	}

	/** Has {@code action} run when something is typed or chosen, which can be wrong then. */
	void whenChanged(Runnable action) {
		up.addListener(SWT.Modify, event -> action.run());
		down.addListener(SWT.Modify, event -> action.run());
	}

	/** Returns what is wrong with what is typed. */
	Optional<String> trouble() {
		try {
			speed();
			return Optional.empty();
		} catch (IllegalArgumentException e) {
			return Optional.of(NLS.bind(Messages.Speed_wrong, e.getMessage()));
		}
	}

	/**
	 * Returns what is chosen.
	 *
	 * @throws IllegalArgumentException where something is wrong with it
	 */
	Speed speed() {
		return new Speed(limit(up), limit(down));
	}

	private static SpeedLimit limit(Combo combo) {
		String text = combo.getText().strip();
		return text.equals(Messages.Speed_none) ? SpeedLimit.NONE : SpeedLimit.parseLine(text);
	}

	/** Keeps a person from changing anything while something else goes on, or lets them again. */
	void setEnabled(boolean enabled) {
		up.setEnabled(enabled);
		down.setEnabled(enabled);
	}
}
