package org.cellssync.ui.tests;

import java.util.Optional;
import java.util.function.Function;

import org.cellssync.ui.internal.Messages;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.WizardDialog;

/** The wizard that sets up a task. */
final class WizardTester {

	/** Waits until it is open. */
	WizardTester() {
		Screen.says(Messages.Wizard_title);
	}

	/** Waits until a page is shown. */
	void shows(String title) {
		Screen.is("the page " + title, () -> page(IWizardPage::getTitle).filter(title::equals).isPresent());
	}

	/** Waits until the page shown tells what is wrong. */
	void refuses(String why) {
		Screen.is("the error \"" + why + '"',
				() -> page(IWizardPage::getErrorMessage).filter(each -> each.contains(why)).isPresent()
						&& !WizardTester.canGoOn());
	}

	/** Waits until nothing is wrong with the page shown and one can go on. */
	void accepts() {
		Screen.is("a page without an error", () -> page(IWizardPage::getErrorMessage).isEmpty() && canGoOn());
	}

	/** Waits until the page shown tells this. */
	void tells(String message) {
		Screen.is("the message \"" + message + '"', () -> page(IWizardPage::getMessage).filter(message::equals).isPresent());
	}

	/** Goes to the next page as soon as one can. */
	void next() {
		Screen.press(IDialogConstants.NEXT_LABEL.replace("&", ""));
	}

	/** Goes to the page before. */
	void back() {
		Screen.press(IDialogConstants.BACK_LABEL.replace("&", ""));
	}

	/** Sets the task up and waits until the wizard is gone. */
	void finish() {
		Screen.press(IDialogConstants.FINISH_LABEL.replace("&", ""));
		Screen.is("the end of the wizard", () -> dialog().isEmpty());
	}

	private static boolean canGoOn() {
		return page(each -> each.isPageComplete() ? each : null).isPresent();
	}

	private static <T> Optional<T> page(Function<IWizardPage, T> question) {
		return dialog().map(WizardDialog::getCurrentPage).map(question);
	}

	private static Optional<WizardDialog> dialog() {
		return Screen.front().getData() instanceof WizardDialog dialog ? Optional.of(dialog) : Optional.empty();
	}
}
