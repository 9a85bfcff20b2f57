package frame

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/text"
	"berth/ui/wallet"
)

// elsewhere are the ways to a wallet that is not in this browser: on a phone the wallets' apps, which open this page in theirs; on other
// machines a picture of its address, for a phone.
func (l *login) elsewhere(phone bool) []app.UI {
	if !l.Open {
		return nil
	}
	t, page := l.T, js.Address()
	if phone {
		if len(l.wallets.Data) > 0 {
			return nil // the page is within one of them
		}
		items := make([]app.UI, len(wallet.Apps))
		for i, a := range wallet.Apps {
			items[i] = app.Li().Body(part.AppLink(a.Link(page)).Class("wallet").DataSet("test", "wallet-app").DataSet("app", a.ID).Body(
				part.Icon(part.GlyphWallet), app.Span().Class("wallet-name").Text(a.Name), part.Icon(part.GlyphNext)))
		}
		return []app.UI{
			app.H3().Text(t.Say(text.WalletApps)), app.P().Class("small muted").Text(t.Say(text.WalletAppsText)), app.Ul().Class("wallets").Body(items...),
		}
	}
	if js.Here().Local {
		return nil // no phone finds this machine by that
	}
	picture := part.QR(page, t.Say(text.OnPhoneText))
	if picture == nil {
		return nil
	}
	return []app.UI{app.Details().Class("more").DataSet("test", "on-phone").Body(app.Summary().Text(t.Say(text.OnPhone)), picture)}
}

// found are the wallets to choose from, WalletConnect last, where the platform has set it up.
func (l *login) found() []wallet.Provider {
	var out []wallet.Provider
	for _, p := range l.wallets.Data {
		if p.ID != wallet.ConnectID {
			out = append(out, p)
		}
	}
	if l.info.Data.WalletConnect != nil {
		out = append(out, wallet.Provider{ID: wallet.ConnectID, Name: "WalletConnect"})
	}
	return out
}

// far logs in with a wallet on another device. This is what loads WalletConnect.
func (l *login) far() {
	info := l.info.Data
	l.try(wallet.ConnectID, func(run life.Run) (wallet.Provider, error) {
		return wallet.OpenConnect(run, info, func(uri string) { run.Do(func(app.Context) { l.uri = uri }) })
	})
}

// scan is what a wallet is to scan, or on a phone to open.
func (l *login) scan(phone bool) app.UI {
	t := l.T
	body := []app.UI{app.P().Class("strong").Text(t.Say(text.Connecting))}
	if phone {
		body = append(body, part.AppLink(l.uri).Class("btn btn-plain").DataSet("test", "connect-here").Text(t.Say(text.ConnectHere)))
	}
	body = append(body, part.QR(l.uri, t.Say(text.ConnectingText)))
	return app.Div().Class("stack-tight").Role("status").DataSet("test", "connect-uri").Body(body...)
}
