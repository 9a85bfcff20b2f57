package wallet

import (
	"context"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/js"
)

// ConnectID is the ID of the wallet that WalletConnect leads to.
const ConnectID = "org.walletconnect"

// connectModule is what loads WalletConnect, which nothing does before it is chosen.
const connectModule = "/web/connect.mjs"

// OpenConnect is a wallet on another device, by WalletConnect; it is connected only if it was before. show gets what is to be scanned when
// it is asked for its accounts, on the browser's own goroutine.
func OpenConnect(ctx context.Context, i wire.Info, show func(uri string)) (Provider, error) {
	module, err := js.Import(ctx, connectModule)
	if err != nil {
		return Provider{}, failed("WalletConnect", err.Error())
	}
	// It is never released: a provider may show one more at any time.
	shown := app.FuncOf(func(_ app.Value, args []app.Value) any {
		if len(args) > 0 {
			show(str(args[0]))
		}
		return nil
	})
	promise, err := js.Try(func() app.Value {
		return module.Call("open", map[string]any{
			"project": i.WalletConnect.Project, "relay": i.WalletConnect.Relay, "chain": i.Chain.ID, "rpc": i.Chain.RPC, "name": i.Name,
		}, shown)
	})
	if err == nil {
		var v app.Value
		if v, err = js.Await(ctx, promise); err == nil {
			return Provider{ID: ConnectID, Name: "WalletConnect", js: v}, nil
		}
	}
	if ctx.Err() != nil {
		return Provider{}, ctx.Err()
	}
	return Provider{}, failed("WalletConnect", err.Error())
}
