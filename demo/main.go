// Command demo starts all of Berth in one process, for trying it out and for the tests: a chain with the contracts, the
// platform with the web app, and three nodes' gateways, or four with a Kubernetes cluster.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"berth/gateway/local"
	"berth/shared/eth"
	"berth/shared/server/tracing"
)

// config is all that the demo can be told.
type config struct {
	Listen             string           `default:"localhost:8080" help:"Address of the web app and its API."`
	RPCListen          string           `name:"rpc-listen" default:"localhost:8545" help:"Address of the chain's RPC."`
	GatewayPorts       []int            `default:"9101,9102,9103" help:"Ports of the three nodes' gateways."`
	Kubeconfig         string           `type:"existingfile" help:"Client configuration of a Kubernetes cluster: one more node runs services there."`
	KubePort           int              `default:"9104" help:"Port of that node's gateway."`
	ReachPods          string           `default:"auto" enum:"direct,api,auto" help:"How services there are reached: direct, by their pods' addresses; api, through the cluster's API server; auto, direct where this machine has a route there."`
	Registries         []string         `default:"public" placeholder:"HOST" help:"Registries that images there may come from, as the gateway's own setting has them."`
	Grace              time.Duration    `default:"24h" help:"Time for which the nodes keep an ended order's data."`
	State              string           `default:".berth" type:"path" help:"Folder for everything that is kept."`
	Site               string           `default:"dist/site" type:"path" help:"Folder of the web app, as make site writes it."`
	Probation          time.Duration    `default:"60s" help:"Free time at the start of a user's first order with a node."`
	RenewBefore        time.Duration    `help:"How long before its end the platform extends an order for a user who let it; 0: a tenth of the order, ten minutes at least."`
	GuardAfter         time.Duration    `default:"30m" help:"How long a node must have been away for the platform to end an order for a user who let it."`
	Finality           string           `default:"0" help:"When a node's registration is final, so that lists show it: after so many blocks, or once the chain says that it is (finalized)."`
	HideAfter          time.Duration    `default:"15m" help:"After how long without an answer lists do not show a node, until it answers again."`
	CertifyEvery       time.Duration    `default:"5m" help:"How often the platform rents and measures each node, about; 0: never, so that no node is certified."`
	SMTPServer         string           `name:"smtp-server" placeholder:"HOST:PORT" help:"SMTP server on this machine and without TLS, such as Mailpit's, to which notices are mailed; none are without it."`
	Traces             tracing.Settings `embed:""`
	WalletConnect      string           `name:"walletconnect" help:"Project id of WalletConnect, for wallets on other devices."`
	WalletConnectRelay string           `name:"walletconnect-relay" help:"Its relay, where that is not WalletConnect's own."`

	Fresh    bool          `help:"Forget the state and start afresh, in every part."`
	Fund     []eth.Address `help:"Accounts to give coins and tokens to, for trying a wallet of your own."`
	LogLevel slog.Level    `default:"warn" help:"debug, info, warn or error."`
}

func main() {
	local.Main()
	var cfg config
	kong.Parse(&cfg, kong.Name("demo"), kong.Description("All of Berth in one process, for trying it out."), kong.DefaultEnvars("BERTH_DEMO"))
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: cfg.LogLevel})))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, cfg, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}
