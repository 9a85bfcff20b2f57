package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/ethclient"

	"berth/bff/certify"
	"berth/bff/certify/evidence"
	"berth/bff/certify/measure"
	"berth/bff/certify/probe"
	"berth/bff/certify/rent"
	"berth/bff/peer"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/clip"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/typed"
	"berth/shared/wire"
)

// place says where the contracts are.
type place struct {
	RPC      string      `required:"" help:"RPC endpoint of the chain."`
	Market   eth.Address `required:"" help:"Address of the market contract."`
	Registry eth.Address `required:"" help:"Address of the registry contract."`
}

// check checks a node.
type check struct {
	place
	Node     eth.Address   `arg:"" help:"The node's address."`
	Demo     bool          `help:"The node is a demo's: private addresses, no TLS and shared addresses are no faults."`
	Key      string        `env:"BERTH_CERTIFY_KEY" help:"Rent the node with this key's money and have it measured: 64 hex digits, or @ and the path of a file with them."`
	Token    eth.Address   `help:"Token to pay in, with a key."`
	Most     string        `default:"1000000" help:"The most that the order may hold, in the token's smallest units."`
	Part     int           `default:"100" help:"Percent of what the node has free that is rented."`
	Memory   int64         `default:"0" help:"Most MiB of memory that are filled; 0: all that was rented."`
	Disk     int64         `default:"4096" help:"Most MiB that are written to the disk, twice."`
	Transfer int64         `default:"64" help:"MiB that are sent to the node, and got from it."`
	Page     string        `help:"Image of a web page at port 8080, for a node that runs any image; empty: the prover's."`
	Prover   string        `help:"Image of the prover, for a node that runs any image."`
	Out      string        `type:"path" help:"Folder to write the signed evidence into, with a key."`
	Wait     time.Duration `default:"20m" help:"How long all of it may take."`
}

// valid reports whether there can be contracts.
func (p place) valid() error {
	switch {
	case p.Market.IsZero():
		return errors.New("--market: the contract's address, not zero")
	case p.Registry.IsZero():
		return errors.New("--registry: the contract's address, not zero")
	}
	return nil
}

// dial connects to the chain.
func (p place) dial(ctx context.Context) (*chain.Client, error) {
	c, err := ethclient.DialContext(ctx, p.RPC)
	if err != nil {
		return nil, fmt.Errorf("rpc: %w", err)
	}
	defer c.Close()
	id, err := c.ChainID(ctx)
	if err != nil {
		return nil, fmt.Errorf("rpc: %w", err)
	}
	return chain.Dial(ctx, p.RPC, chain.Addresses{ChainID: id.Uint64(), Market: p.Market, Registry: p.Registry})
}

// valid reports whether all that was typed can be meant, before a node is asked or anything is spent.
func (c *check) valid() error {
	wrong := func(flag, format string, args ...any) error { return fmt.Errorf("--"+flag+": "+format, args...) }
	if err := c.place.valid(); err != nil {
		return err
	}
	switch {
	case c.Node.IsZero():
		return errors.New("node: its address, not zero")
	case c.Wait <= 0:
		return wrong("wait", "%s: a time such as 20m", c.Wait)
	case c.Part < 1 || c.Part > 100:
		return wrong("part", "%d: from 1 to 100 percent", c.Part)
	}
	for flag, n := range map[string]int64{"memory": c.Memory, "disk": c.Disk, "transfer": c.Transfer} {
		if n < 0 || n > maxMiB {
			return wrong(flag, "%d: from 0 to %d MiB", n, int64(maxMiB))
		}
	}
	if most, err := amount.Parse(c.Most); err != nil || most.IsZero() {
		return wrong("most", "%q: a whole number above 0, in the token's smallest units", c.Most)
	}
	if c.Key == "" {
		if c.Out != "" {
			return wrong("out", "what is found is signed with a key: give --key as well")
		}
		return nil
	}
	if c.Token.IsZero() {
		return wrong("token", "say what is paid in, with a key")
	}
	if _, err := chain.ReadKey(c.Key); err != nil {
		return wrong("key", "%w", err)
	}
	if c.Out == "" {
		return nil
	}
	if at, err := os.Stat(c.Out); err != nil || !at.IsDir() {
		return wrong("out", "%q is no folder: make it first", c.Out)
	}
	return nil
}

// maxMiB is the most of anything that can be asked for.
const maxMiB = 1 << 30

// Run implements kong's command.
func (c *check) Run(ctx context.Context, out io.Writer) error {
	if err := c.valid(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, c.Wait)
	defer cancel()
	ch, err := c.dial(ctx)
	if err != nil {
		return err
	}
	defer ch.Close()
	n, err := ch.Node(ctx, c.Node)
	if err != nil {
		return err
	}
	if !n.Registered() {
		return fmt.Errorf("node: %s is not in the registry", c.Node)
	}
	fmt.Fprintf(out, "node %s at %s, operator %s\n", n.Address, n.Endpoint, n.Operator)
	var sender *chain.Sender
	var verifier eth.Address
	if c.Key != "" {
		key, err := chain.ReadKey(c.Key)
		if err != nil {
			return fmt.Errorf("key: %w", err)
		}
		sender = chain.NewSender(ch, key, chain.SenderConfig{})
		verifier = sender.Address()
	}
	domain := ch.Addresses().Domain()
	p := &probe.Prober{Domain: domain, Verifier: verifier, Demo: c.Demo}
	all := []found{}
	passed, b := p.Key(ctx, n)
	all = append(all, found{evidence.Key, passed, b})
	passed, b, _ = p.Place(ctx, n, nobody{})
	all = append(all, found{evidence.Place, passed, b})
	show(out, all...)
	if sender == nil {
		fmt.Fprintln(out, "not rented and not measured: that takes --key and --token, and costs money")
		return result(all)
	}
	paid, err := c.rent(ctx, ch, sender, n, out)
	if err != nil {
		return err
	}
	return result(append(all, paid...))
}

// found is one check's outcome.
type found struct {
	check  string
	passed bool
	body   evidence.Body
}

func show(out io.Writer, all ...found) {
	for _, f := range all {
		word := "passed"
		if !f.passed {
			word = "NOT PASSED: " + f.body.Why
		}
		fmt.Fprintf(out, "%-9s %s\n", f.check, word)
		for _, s := range f.body.Steps {
			fmt.Fprintf(out, "          %6d ms  %s %s\n", s.Millis, s.Name, s.Says)
		}
		for _, a := range f.body.Addresses {
			where, tls := "private", "without TLS"
			if a.Public {
				where = "public"
			}
			if a.TLS != "" {
				tls = fmt.Sprintf("%s by %q until %s", a.TLS, a.Issuer, a.NotAfter.Format(time.DateOnly))
			}
			fmt.Fprintf(out, "          %s, %s, %s\n", a.Address, where, tls)
		}
		if c := f.body.Capacity; c != nil {
			fmt.Fprintf(out, "          of %d m CPU, %d MiB memory, %d MiB disk: %d m cores at once, %d MiB/s a core, %d MiB filled in %d ms, opened in %d ms of %d; disk %d MiB at %d MiB/s; network %d KiB/s to it, %d from it\n",
				c.Claimed.CPUMilli, c.Claimed.MemoryMiB, c.Claimed.DiskMiB, c.Cores, c.Speed, c.All.Bytes()>>20, c.All.FillMillis, c.All.OpenMillis, c.All.OpenLimit,
				c.Alone.Bytes()>>20, c.DiskSpeed, c.Up, c.Down)
			for _, x := range c.Not {
				fmt.Fprintf(out, "          not measured: %s\n", clip.Dots(x, 200))
			}
		}
		if s := f.body.Shop; s != nil {
			fmt.Fprintf(out, "          order %d of %s, paid %s units\n", s.Order, s.User, s.Paid)
		}
	}
}

func result(all []found) error {
	if slices.ContainsFunc(all, func(f found) bool { return !f.passed }) {
		return errNotPassed
	}
	return nil
}

// nobody has any address: who checks one node knows no other.
type nobody struct{}

// At implements probe.Others.
func (nobody) At(netip.Addr, uint16) (eth.Address, bool) { return eth.Address{}, false }

// rent has the node rented and measured once, by what a platform does it with.
func (c *check) rent(ctx context.Context, ch *chain.Client, sender *chain.Sender, n chain.Node, out io.Writer) ([]found, error) {
	most, err := amount.Parse(c.Most)
	if err != nil {
		return nil, fmt.Errorf("most: %w", err)
	}
	key, err := chain.ReadKey(c.Key)
	if err != nil {
		return nil, err
	}
	peers := peer.New(c.Demo)
	defer peers.Close()
	at, err := endpoint.Parse(n.Endpoint)
	if err != nil {
		return nil, err
	}
	card, err := peers.Card(ctx, at.URL())
	if err != nil {
		return nil, err
	}
	kept := &kept{domain: ch.Addresses().Domain(), out: out, folder: c.Out}
	v := &certify.Visitor{
		Key: key, Domain: kept.domain, Demo: c.Demo, Keep: kept.keep, Registry: ch,
		Renter: &rent.Renter{
			Chain: ch, Treasury: sender, Purse: &rent.Purse{Daily: most, Ledger: &rent.Slate{}, Now: time.Now}, Token: c.Token, Via: peers.Transport(), Window: 10 * time.Minute,
		},
		Measurer: &measure.Measurer{Verifier: sender.Address()}, Rules: measure.Usual,
		Budget: measure.Budget{Memory: c.Memory << 20, Disk: c.Disk << 20, Transfer: c.Transfer << 20}, Part: c.Part, Page: c.Page, Prover: c.Prover, Log: quiet(out),
	}
	free := n.Free()
	free.CPUMilli, free.MemoryMiB = min(free.CPUMilli, card.Headroom.CPUMilli), min(free.MemoryMiB, card.Headroom.MemoryMiB)
	free.DiskMiB, free.TrafficMiB = min(free.DiskMiB, card.Headroom.DiskMiB), min(free.TrafficMiB, card.Headroom.TrafficMiB)
	v.Visit(ctx, &wire.Node{Address: n.Address, Operator: n.Operator, Endpoint: n.Endpoint, Free: free, RegisteredAt: n.RegisteredAt, Card: &card}, nil)
	if len(kept.all) == 0 {
		return nil, errors.New("the node could not be rented, which says nothing of it")
	}
	return kept.all, kept.err
}

// kept shows what is found as it comes, and writes it down where that is wanted.
type kept struct {
	domain typed.Domain
	out    io.Writer
	folder string

	mu  sync.Mutex
	all []found
	err error
}

func (k *kept) keep(_ context.Context, e wire.EvidenceDocument) {
	k.mu.Lock()
	defer k.mu.Unlock()
	b, err := evidence.Recheck(k.domain, e)
	k.err = errors.Join(k.err, err)
	f := found{e.Check, e.Passed, b}
	k.all = append(k.all, f)
	show(k.out, f)
	if k.folder == "" {
		return
	}
	raw, err := json.Marshal(e)
	if err == nil {
		err = os.WriteFile(filepath.Join(k.folder, e.Check+"-"+e.ID[:12]+".json"), raw, 0o644)
	}
	k.err = errors.Join(k.err, err)
}
