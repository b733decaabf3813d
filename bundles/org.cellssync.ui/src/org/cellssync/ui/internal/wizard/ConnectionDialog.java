package org.cellssync.ui.internal.wizard;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.ClientCertificate;
import org.cellssync.api.account.Fingerprint;
import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.Secret;
import org.cellssync.ui.internal.Choosing;
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
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** How this computer goes to a server: by what proxy, as whom, and for an account that is there, whom it trusts. */
public final class ConnectionDialog extends TitleAreaDialog {

	private static final int SYSTEM = 0;
	private static final int NONE = 1;
	private static final int HTTP = 2;
	private static final int SOCKS = 3;
	private static final int TRUST_LINES = 4;
	private static final int DETAIL_LINES = 8;

	private final String url;
	private final Optional<Account> account;
	private Route route;
	private Combo proxy;
	private Text address;
	private Text user;
	private Text password;
	private Text client;
	private Text passphrase;
	/** What the server shows, and where it does not answer what to do about that. */
	private Text details;
	private Combo trust;
	private Label trustText;
	/** What stands in {@link #trust}: nothing for whom the way trusts without a pin. */
	private List<Optional<Fingerprint>> pins = List.of();
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
				event -> Choosing.file(getShell(), Messages.Connection_client, "").ifPresent(client::setText));
		passphrase = text(area, Messages.Connection_passphrase, SWT.PASSWORD, 2);
		look = new Latest(area);
		change = new Latest(area);
		fill();
		proxy.addListener(SWT.Selection, event -> enable());
		enable();
		if (account.isPresent()) {
			boolean shows = url.startsWith("https:");
			if (shows) {
				trusted(area);
			}
			details = new Text(area, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
			details.setBackground(area.getBackground());
			GridDataFactory.fillDefaults().grab(true, true).span(3, 1).indent(0, 5)
					.hint(400, DETAIL_LINES * details.getLineHeight()).applyTo(details);
			if (shows) {
				look();
			}
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

	/** Lets the server's certificate be trusted for itself, and what was trusted so be trusted no more. */
	private void trusted(Composite area) {
		label(area, Messages.Connection_trust);
		trust = new Combo(area, SWT.READ_ONLY);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(trust);
		trust.addListener(SWT.Selection, event -> explain());
		trustText = new Label(area, SWT.WRAP);
		GridDataFactory.fillDefaults().grab(true, false).span(3, 1)
				.hint(400, convertHeightInCharsToPixels(TRUST_LINES)).applyTo(trustText);
		offer(Optional.empty());
	}

	private void look() {
		details.setText(NLS.bind(Messages.Connection_asking, url));
		Route asked = route;
		look.ask(Messages.Connection_title, cancel -> Services.get().trust().presented(URI.create(url), asked), chain -> {
			Optional<Fingerprint> shown = chain.stream().findFirst().map(Fingerprint::of);
			boolean other = route.pin().isPresent() && !route.pin().equals(shown);
			details.setText(NLS.bind(other ? Messages.Connection_pinChanged : Messages.Connection_pinned,
					CertificateText.of(chain)));
			offer(shown);
		}, failure -> details.setText(Texts.trouble(failure)));
	}

	/** What is chosen stays chosen when it is known what the server shows. */
	private void offer(Optional<Fingerprint> shown) {
		Optional<Fingerprint> chosen = pins.isEmpty() ? route.pin() : pin();
		pins = Stream.of(Optional.<Fingerprint>empty(), route.pin(), shown).distinct().toList();
		trust.setItems(pins.stream().map(each -> each.isEmpty()
				? route.ca().isPresent() ? Messages.Connection_trustFile : Messages.Connection_trustUsual
				: each.equals(route.pin()) ? Messages.Connection_trustKept : Messages.Connection_trustShown)
				.toArray(String[]::new));
		trust.select(pins.indexOf(chosen));
		explain();
	}

	/** Tells what the choice means. */
	private void explain() {
		trustText.setText(pin().map(only -> NLS.bind(Messages.Connection_trustOnlyText, only))
				.orElse(route.ca().isPresent() ? Messages.Connection_trustFileText : Messages.Connection_trustUsualText));
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
		setMessage(NLS.bind(Messages.Connection_asking, url));
		change.ask(Messages.Connection_title, cancel -> Services.get().accounts().reroute(id, chosen, cancel), changed -> {
			route = changed.route();
			super.okPressed();
		}, failure -> {
			getButton(IDialogConstants.OK_ID).setEnabled(true);
			setMessage(NLS.bind(Messages.Connection_text, url));
			setErrorMessage(failure.message());
			look.end();
			details.setText(Texts.explained(failure));
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

	/** Without a choice of it, as for a server that is not reached by https, it stays as it was. */
	private Optional<Fingerprint> pin() {
		return pins.isEmpty() ? route.pin() : pins.get(trust.getSelectionIndex());
	}
}
