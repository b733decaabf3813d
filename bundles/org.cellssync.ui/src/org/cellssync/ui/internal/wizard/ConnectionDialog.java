package org.cellssync.ui.internal.wizard;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.ClientCertificate;
import org.cellssync.api.account.Fingerprint;
import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.Secret;
import org.cellssync.ui.internal.Latest;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Texts;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** How this computer goes to a server: by what proxy, as whom, and for an account that is there, whom it trusts. */
public final class ConnectionDialog extends TitleAreaDialog {

	private static final int SYSTEM = 0;
	private static final int NONE = 1;
	private static final int HTTP = 2;
	private static final int SOCKS = 3;
	/** What to do may take this much place; what is wrong is told above. */
	private static final int ADVICE_LINES = 4;

	private final String url;
	private final Optional<Account> account;
	private Route route;
	private Combo proxy;
	private Text address;
	private Text user;
	private Text password;
	private Text client;
	private Text passphrase;
	private Text certificate;
	private Button pin;
	private Label advice;
	private Optional<Fingerprint> shown = Optional.empty();
	private Latest look;
	private Latest change;

	/** A way to be chosen; nothing is changed but what {@link #route} returns then. */
	ConnectionDialog(Shell parent, String url, Route route) {
		this(parent, url, route, Optional.empty());
	}

	/** The way of an account, which is changed once its server has answered on the new one. */
	public ConnectionDialog(Shell parent, Account account) {
		this(parent, account.url(), account.route(), Optional.of(account));
	}

	private ConnectionDialog(Shell parent, String url, Route route, Optional<Account> account) {
		super(parent);
		this.url = url;
		this.route = route;
		this.account = account;
		setShellStyle(getShellStyle() | SWT.RESIZE);
	}

	/** Returns the way that was chosen. */
	Route route() {
		return route;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite outer = (Composite) super.createDialogArea(parent);
		getShell().setText(Messages.Connection_title);
		setTitle(Messages.Connection_title);
		setMessage(NLS.bind(Messages.Connection_text, url));
		Composite area = new Composite(outer, SWT.NONE);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
		GridLayoutFactory.swtDefaults().numColumns(3).applyTo(area);
		label(area, Messages.Connection_proxy);
		proxy = new Combo(area, SWT.READ_ONLY);
		proxy.setItems(Messages.Connection_proxySystem, Messages.Connection_proxyNone, Messages.Connection_proxyHttp,
				Messages.Connection_proxySocks);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(proxy);
		address = text(area, Messages.Connection_address, SWT.NONE, 2);
		address.setMessage(Messages.Connection_addressHint);
		user = text(area, Messages.Connection_user, SWT.NONE, 2);
		password = text(area, Messages.Connection_password, SWT.PASSWORD, 2);
		client = text(area, Messages.Connection_client, SWT.NONE, 1);
		client.setMessage(Messages.Connection_clientHint);
		Button browse = new Button(area, SWT.PUSH);
		browse.setText(Messages.Wizard_caBrowse);
		browse.addListener(SWT.Selection,
				event -> Optional.ofNullable(new FileDialog(getShell()).open()).ifPresent(client::setText));
		passphrase = text(area, Messages.Connection_passphrase, SWT.PASSWORD, 2);
		look = new Latest(area);
		change = new Latest(area);
		fill();
		proxy.addListener(SWT.Selection, event -> enable());
		enable();
		if (account.isPresent()) {
			if (url.startsWith("https:")) {
				trusted(area);
			}
			advice = new Label(area, SWT.WRAP);
			GridDataFactory.fillDefaults().grab(true, false).span(3, 1)
					.hint(400, convertHeightInCharsToPixels(ADVICE_LINES)).applyTo(advice);
		}
		return outer;
	}

	private static void label(Composite parent, String text) {
		new Label(parent, SWT.NONE).setText(text);
	}

	private static Text text(Composite parent, String name, int style, int columns) {
		label(parent, name);
		Text text = new Text(parent, SWT.BORDER | style);
		GridDataFactory.fillDefaults().grab(true, false).span(columns, 1).hint(300, SWT.DEFAULT).applyTo(text);
		return text;
	}

	private void fill() {
		switch (route.proxy()) {
			case NetworkProxy.Given.SYSTEM -> proxy.select(SYSTEM);
			case NetworkProxy.Given.NONE -> proxy.select(NONE);
			case NetworkProxy.Fixed fixed -> {
				proxy.select(fixed.kind() == NetworkProxy.Kind.HTTP ? HTTP : SOCKS);
				address.setText(fixed.place());
				user.setText(fixed.user().orElse(""));
				password.setText(fixed.password().map(Secret::text).orElse(""));
			}
		}
		route.client().ifPresent(known -> {
			client.setText(known.file().toString());
			passphrase.setText(known.passphrase().text());
		});
	}

	private void enable() {
		boolean fixed = proxy.getSelectionIndex() >= HTTP;
		address.setEnabled(fixed);
		user.setEnabled(fixed);
		password.setEnabled(fixed);
	}

	/** Shows what the server shows, so that it can be trusted for itself. */
	private void trusted(Composite area) {
		certificate = new Text(area, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP);
		certificate.setBackground(area.getBackground());
		certificate.setText(NLS.bind(Messages.Connection_asking, url));
		GridDataFactory.fillDefaults().grab(true, true).span(3, 1).indent(0, 10).hint(400, 130).applyTo(certificate);
		pin = new Button(area, SWT.CHECK);
		pin.setText(Messages.Connection_pin);
		pin.setSelection(route.pin().isPresent());
		pin.setEnabled(false);
		GridDataFactory.swtDefaults().span(3, 1).applyTo(pin);
		Route asked = route;
		look.ask(Messages.Connection_title, cancel -> Services.get().trust().presented(URI.create(url), asked), chain -> {
			shown = chain.stream().findFirst().map(Fingerprint::of);
			boolean other = route.pin().isPresent() && !route.pin().equals(shown);
			certificate.setText(NLS.bind(other ? Messages.Connection_pinChanged : Messages.Connection_pinned,
					CertificateText.of(chain)));
			pin.setSelection(shown.isPresent() && route.pin().equals(shown));
			pin.setEnabled(shown.isPresent());
		}, failure -> certificate.setText(Texts.trouble(failure)));
	}

	@Override
	protected void okPressed() {
		Route chosen;
		try {
			chosen = route.withProxy(proxy()).withClient(client()).withPin(pin());
		} catch (InvalidPathException noFile) {
			setErrorMessage(noFile.getMessage());
			return;
		} catch (IllegalArgumentException noProxy) {
			setErrorMessage(Messages.Connection_addressWrong);
			return;
		}
		setErrorMessage(null);
		if (account.isEmpty()) {
			route = chosen;
			super.okPressed();
			return;
		}
		String id = account.get().id();
		getButton(IDialogConstants.OK_ID).setEnabled(false);
		advice.setText("");
		setMessage(NLS.bind(Messages.Connection_asking, url));
		change.ask(Messages.Connection_title, cancel -> Services.get().accounts().reroute(id, chosen, cancel), changed -> {
			route = changed.route();
			super.okPressed();
		}, failure -> {
			getButton(IDialogConstants.OK_ID).setEnabled(true);
			setMessage(NLS.bind(Messages.Connection_text, url));
			setErrorMessage(failure.message());
			advice.setText(NLS.bind(Messages.Error_short, failure.meaning(), failure.action()));
		});
	}

	private NetworkProxy proxy() {
		return switch (proxy.getSelectionIndex()) {
			case SYSTEM -> NetworkProxy.Given.SYSTEM;
			case NONE -> NetworkProxy.Given.NONE;
			default -> {
				String scheme = proxy.getSelectionIndex() == HTTP ? "http://" : "socks5://";
				if (!(NetworkProxy.parse(scheme + address.getText().strip()) instanceof NetworkProxy.Fixed place)) {
					throw new IllegalArgumentException("not the address of a proxy");
				}
				Optional<String> name = typed(user.getText().strip()).or(place::user);
				yield new NetworkProxy.Fixed(place.kind(), place.host(), place.port(), name,
						name.flatMap(known -> typed(password.getText())).map(Secret::new));
			}
		};
	}

	private static Optional<String> typed(String text) {
		return Optional.of(text).filter(each -> !each.isEmpty());
	}

	private Optional<ClientCertificate> client() {
		return typed(client.getText().strip())
				.map(text -> new ClientCertificate(Path.of(text), new Secret(passphrase.getText())));
	}

	/** A certificate that was trusted and is no longer shown stays the one that is, unless the new one is trusted. */
	private Optional<Fingerprint> pin() {
		if (shown.isEmpty()) {
			return route.pin();
		}
		if (pin.getSelection()) {
			return shown;
		}
		return route.pin().filter(former -> !shown.get().equals(former));
	}
}
