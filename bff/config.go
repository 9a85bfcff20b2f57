package bff

import (
	"crypto/ecdsa"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"berth/bff/catalogue"
	"berth/bff/notice/mail"
	"berth/bff/notice/push"
	"berth/contracts/chain"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/server/certs"
	"berth/shared/server/listen"
	"berth/shared/server/tracing"
	"berth/shared/server/web"
)

// Config is all that can be set about a platform. Every field is a flag and an environment variable.
type Config struct {
	Name      string `default:"Berth" env:"BERTH_NAME" help:"Name of this platform."`
	Listen    string `default:"localhost:8080" env:"BERTH_LISTEN" help:"Address of the site and its API."`
	PublicURL string `default:"http://localhost:8080" env:"BERTH_PUBLIC_URL" help:"URL that people open, without a path. Login messages name it."`
	Ops       string `env:"BERTH_OPS" help:"Address of /livez, /readyz and /metrics; none if empty. Keep it private."`
	Data      string `default:"data/bff" env:"BERTH_DATA" help:"Folder of the embedded database."`
	MongoDB   string `name:"mongodb-uri" env:"BERTH_MONGODB_URI" help:"A MongoDB, instead of the embedded database."`
	Site      string `env:"BERTH_SITE" help:"Folder of the static site; none if empty."`

	RPC       []string `env:"BERTH_RPC" default:"http://localhost:8545" help:"RPC endpoints of the chain, http or ws, with commas between. Of several the next is asked where one cannot answer; blocks and events count as more than half of those that answer have them, so that three are better than two."`
	PublicRPC string   `env:"BERTH_PUBLIC_RPC" help:"RPC endpoint that wallets and pages use; the first of RPC if empty."`
	ChainName string   `env:"BERTH_CHAIN_NAME" help:"Name of the chain, for wallets; its number if empty."`
	Currency  string   `env:"BERTH_CURRENCY" default:"ETH" help:"Symbol of the chain's own coin."`
	Explorer  string   `env:"BERTH_EXPLORER" help:"Base URL of a block explorer."`
	Addresses string   `env:"BERTH_ADDRESSES" help:"File with the addresses of the contracts."`

	Poll           time.Duration `env:"BERTH_POLL" default:"1s" help:"How often the chain is looked at."`
	Cards          time.Duration `env:"BERTH_CARDS" default:"10s" help:"How often each gateway is asked for its card; longer where there are very many."`
	GreetTimeout   time.Duration `env:"BERTH_GREET_TIMEOUT" default:"3s" help:"Time that nodes have to answer an offer."`
	RentalActivate time.Duration `env:"BERTH_RENTAL_ACTIVATE" default:"90s" help:"Time that a node has to activate an order before a user who rents the first that works takes the money back and goes on to the next."`
	Referrer       eth.Address   `env:"BERTH_REFERRER" help:"Address that quotes for this platform's users name, and that gets the share of what nodes earn by their orders; none if empty."`
	ReferrerShare  uint16        `env:"BERTH_REFERRER_SHARE" help:"That share, in basis points of what a node earns; the market has a limit."`

	AgentKey         string        `env:"BERTH_AGENT_KEY" help:"Key with which the platform is its users' agent: 64 hex digits, or @ and the path of a file with them; it pays for its gas. None if empty."`
	AgentRenewBefore time.Duration `env:"BERTH_AGENT_RENEW_BEFORE" help:"How long before its end an order is extended; 0: a tenth of its duration, ten minutes at least, a day at most."`
	AgentGuardAfter  time.Duration `env:"BERTH_AGENT_GUARD_AFTER" default:"30m" help:"How long a node's gateway must have been away for its orders to be cancelled."`

	Relay Relay `embed:"" prefix:"relay-"`

	WalletConnect      string `name:"walletconnect" env:"BERTH_WALLETCONNECT" help:"Project id (32 hex digits) of WalletConnect, through which wallets on other devices may be connected: pages then offer that, and load it, and tell its relay of the visitor, once somebody chooses it. None if empty."`
	WalletConnectRelay string `name:"walletconnect-relay" env:"BERTH_WALLETCONNECT_RELAY" help:"wss URL of another relay than WalletConnect's own."`

	PushKey     string        `env:"BERTH_PUSH_KEY" help:"Private key (P-256, base64url) by which browsers know this platform's notices; one is made and kept in the database if empty. Another key makes browsers subscribe anew."`
	PushContact string        `env:"BERTH_PUSH_CONTACT" help:"Where push services find who runs the platform: an https URL or an address of e-mail; the public URL if empty."`
	SMTP        mail.Settings `embed:"" prefix:"smtp-"`
	Certify     Certify       `embed:"" prefix:"certify-"`

	Listing     string        `env:"BERTH_LISTING" default:"open" enum:"open,enlisted" help:"Which nodes lists show: open, all but those that their wallets took off; enlisted, only those that their wallets enlisted."`
	Finality    string        `env:"BERTH_FINALITY" default:"finalized" help:"When a node's registration is final, so that lists show it: after so many blocks, or once the chain says that it is (finalized)."`
	HideAfter   time.Duration `env:"BERTH_HIDE_AFTER" default:"15m" help:"After how long without an answer lists do not show a node, until it answers again."`
	IPFSGateway string        `name:"ipfs-gateway" env:"BERTH_IPFS_GATEWAY" help:"HTTPS URL, ending in /ipfs/, at which nodes' metadata in IPFS is read; such metadata is not read if empty."`

	Traces tracing.Settings `embed:""`

	Demo         bool `env:"BERTH_DEMO" help:"For trying out: gateways may be at addresses that are not public, and pages say so."`
	PlainCookies bool `env:"BERTH_PLAIN_COOKIES" help:"Session cookies without Secure, for a browser that refuses them on http://localhost, as Safari does."`

	TLS        certs.Settings `embed:"" prefix:"tls-"`
	ListenHTTP string         `name:"listen-http" default:":80" env:"BERTH_LISTEN_HTTP" help:"Address at which, where the platform has certificates itself, the authority's questions are answered (HTTP-01) and browsers are sent to https; empty: none."`

	Proxies       []string `env:"BERTH_PROXIES" help:"Addresses or networks of reverse proxies whose X-Forwarded-For is believed."`
	ProxyProtocol bool     `env:"BERTH_PROXY_PROTOCOL" help:"Connections of those proxies begin with a PROXY protocol header, version 1 or 2; others' do not."`
	Connections   int      `env:"BERTH_CONNECTIONS" help:"Most connections of visitors at a time, of which one network may have an eighth; 0: as many as the limit of open files allows."`

	Contracts chain.Addresses `kong:"-"` // instead of the file
	Room      *listen.Room    `kong:"-"` // instead of Connections: shared with other servers of the process
	Version   string          `kong:"-"`
	DevWallet []byte          `kong:"-"` // the demo's wallet script, served as /dev/wallet.js
	Log       *slog.Logger    `kong:"-"` // nil: slog.Default()

	finalBlocks int // of Finality; -1: as the chain says

	agentKey *ecdsa.PrivateKey // of AgentKey; nil: none
}

// check finds everything that is wrong with a Config, at once, and fills in what has a default.
func (c *Config) check() error {
	var errs []error
	wrong := func(field, format string, args ...any) {
		errs = append(errs, fmt.Errorf("%s: "+format, append([]any{field}, args...)...))
	}
	if c.Contracts.IsZero() {
		if c.Addresses == "" {
			wrong("addresses", "needs the file with the contracts' addresses")
		} else if a, err := chain.LoadAddresses(c.Addresses); err != nil {
			wrong("addresses", "%w", err)
		} else {
			c.Contracts = a
		}
	} else if err := c.Contracts.Validate(); err != nil {
		wrong("contracts", "%w", err)
	}
	u, err := url.Parse(c.PublicURL)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		wrong("public-url", "%q must be http:// or https:// and a host", c.PublicURL)
	case u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" || u.User != nil:
		wrong("public-url", "%q must have no path", c.PublicURL)
	default:
		// As browsers write an origin: login messages and requests name it just so.
		host, err := endpoint.Host(u.Scheme, u.Host)
		if err != nil {
			wrong("public-url", "%w", err)
		}
		c.PublicURL = u.Scheme + "://" + host
	}
	if err := c.SMTP.Check(); err != nil {
		errs = append(errs, err)
	}
	if err := c.Traces.Check(); err != nil {
		wrong("otlp-endpoint", "%w", err)
	}
	c.TLS.Validate(func(flag, format string, args ...any) { wrong(flag, format, args...) })
	if c.TLS.Any() && err == nil && u.Scheme != "https" {
		wrong("public-url", "%q must be https:// where the platform has certificates", c.PublicURL)
	}
	if len(c.Contracts.Tokens) > catalogue.MaxTokens {
		wrong("addresses", "has %d tokens, %d can be accepted at most", len(c.Contracts.Tokens), catalogue.MaxTokens)
	}
	switch {
	case c.Referrer.IsZero() && c.ReferrerShare != 0:
		wrong("referrer-share", "needs referrer: who gets it")
	case c.ReferrerShare > 10_000:
		wrong("referrer-share", "%d must be 10000 basis points at most", c.ReferrerShare)
	}
	if len(c.RPC) == 0 || slices.Contains(c.RPC, "") {
		wrong("rpc", "must be a URL")
	}
	if c.MongoDB == "" && c.Data == "" {
		wrong("data", "needs a folder, or give mongodb-uri")
	}
	if c.AgentKey != "" {
		key, err := chain.ReadKey(c.AgentKey)
		if err != nil {
			wrong("agent-key", "%w", err)
		}
		c.agentKey = key
	}
	if c.PushKey != "" {
		if _, err := push.ReadKeys(c.PushKey); err != nil {
			wrong("push-key", "%w", err)
		}
	}
	if c.PushContact == "" {
		c.PushContact = c.PublicURL
	}
	c.Certify.check(c.Demo, wrong)
	c.Relay.check(c, wrong)
	if id, err := hex.DecodeString(c.WalletConnect); err != nil || len(id) != 0 && len(id) != 16 {
		wrong("walletconnect", "%q must be 32 hex digits", c.WalletConnect)
	}
	if r := c.WalletConnectRelay; r != "" {
		if u, err := url.Parse(r); err != nil || u.Scheme != "wss" && !(c.Demo && u.Scheme == "ws") || u.Host == "" || u.User != nil || c.WalletConnect == "" {
			wrong("walletconnect-relay", "%q must be wss://, and needs walletconnect", r)
		}
	}
	if c.AgentRenewBefore < 0 {
		wrong("agent-renew-before", "%s must not be below 0", c.AgentRenewBefore)
	}
	if c.AgentGuardAfter < 0 || c.AgentGuardAfter > 0 && c.AgentGuardAfter < time.Second {
		wrong("agent-guard-after", "%s must be a second at least", c.AgentGuardAfter)
	}
	for name, d := range map[string]*time.Duration{"poll": &c.Poll, "cards": &c.Cards, "greet-timeout": &c.GreetTimeout, "rental-activate": &c.RentalActivate} {
		switch {
		case *d == 0:
			*d = map[string]time.Duration{"poll": time.Second, "cards": 10 * time.Second, "greet-timeout": 3 * time.Second, "rental-activate": 90 * time.Second}[name]
		case *d < 10*time.Millisecond || *d > time.Hour:
			wrong(name, "%s must be between 10ms and an hour", *d)
		}
	}
	switch c.Listing {
	case "", "open", "enlisted":
	default:
		wrong("listing", "%q must be open or enlisted", c.Listing)
	}
	switch n, err := strconv.Atoi(c.Finality); {
	case c.Finality == "":
	case c.Finality == "finalized":
		c.finalBlocks = -1
	case err != nil || n < 0 || n > 100_000:
		wrong("finality", "%q must be a number of blocks, or finalized", c.Finality)
	default:
		c.finalBlocks = n
	}
	if c.HideAfter < 0 || c.HideAfter > 0 && c.HideAfter < time.Second {
		wrong("hide-after", "%s must be a second at least", c.HideAfter)
	}
	if g := c.IPFSGateway; g != "" {
		if u, err := url.Parse(g); err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || !strings.HasSuffix(g, "/ipfs/") {
			wrong("ipfs-gateway", "%q must be https:// and end in /ipfs/", g)
		}
	}
	if _, err := web.ParseProxies(c.Proxies); err != nil {
		wrong("proxies", "%w", err)
	}
	if c.ProxyProtocol && len(c.Proxies) == 0 {
		wrong("proxy-protocol", "needs proxies: whose word is believed")
	}
	if c.Connections < 0 {
		wrong("connections", "%d must be 0 or more", c.Connections)
	}
	if c.PublicRPC == "" && len(c.RPC) > 0 {
		c.PublicRPC = c.RPC[0]
	}
	if c.Name == "" {
		c.Name = "Berth"
	}
	if c.ChainName == "" {
		c.ChainName = fmt.Sprintf("Chain %d", c.Contracts.ChainID)
	}
	if c.Currency == "" {
		c.Currency = "ETH"
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	return errors.Join(errs...)
}
