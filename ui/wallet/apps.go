package wallet

import (
	"strings"

	"berth/ui/outside"
)

// App is a wallet's app for phones, which has a browser of its own: there a page finds the wallet.
type App struct {
	ID, Name string

	before  string // of its link
	host    bool   // behind it stands the page's address without its scheme, as it is; else all of it, percent-encoded
	encoded bool   // the link is itself within another one, and so is encoded twice
}

// Apps are those that the app leads to, each by the link that its maker documents:
//
//	MetaMask         https://link.metamask.io/dapp/{host and path}                      docs.metamask.io/sdk/guides/use-deeplinks
//	OKX Wallet       https://web3.okx.com/download?deeplink={okx://wallet/dapp/url?…}   web3.okx.com/build/docs/waas/app-universal-link
//	Trust Wallet     https://link.trustwallet.com/open_url?coin_id=60&url={page}        developer.trustwallet.com/developer/develop-for-trust/deeplinking
//	imToken          imtokenv2://navigate/DappView?url={page}                           imtoken.gitbook.io/developers/products/deep-linking
//	Coinbase Wallet  https://go.cb-w.com/dapp?cb_url={page}                             docs.cdp.coinbase.com/coinbase-wallet/developer-guidance/mobile-dapp-integration
//
// All but imToken's lead to where the app can be had, where a phone has it not.
var Apps = [...]App{
	{ID: "metamask", Name: "MetaMask", before: "https://link.metamask.io/dapp/", host: true},
	{ID: "okx", Name: "OKX Wallet", before: "https://web3.okx.com/download?deeplink=okx%3A%2F%2Fwallet%2Fdapp%2Furl%3FdappUrl%3D", encoded: true},
	{ID: "trust", Name: "Trust Wallet", before: "https://link.trustwallet.com/open_url?coin_id=60&url="},
	{ID: "imtoken", Name: "imToken", before: outside.ImToken},
	{ID: "coinbase", Name: "Coinbase Wallet", before: "https://go.cb-w.com/dapp?cb_url="},
}

// Link opens a page, whose address is whole and has no fragment, within the app.
func (a App) Link(page string) string {
	if a.host {
		_, rest, _ := strings.Cut(page, "://")
		return a.before + rest
	}
	page = encode(page)
	if a.encoded {
		page = encode(page)
	}
	return a.before + page
}

// encode is encodeURIComponent, which net/url is too large for.
func encode(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-_.!~*'()", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}
