package internet

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// Why a Dialer does not connect.
var (
	ErrInside = errors.New("no public address of the internet's")
	ErrPort   = errors.New("a port of another service's")
)

// Dialer connects to addresses of the internet only. A name is looked up here, and it is the addresses that were looked at which
// are connected to: one that leads elsewhere a moment later does not lead there. It is safe for concurrent use.
type Dialer struct {
	Plain  net.Dialer                                                            // what connects; its Resolver is asked where Lookup is nil
	Lookup func(ctx context.Context, network, host string) ([]netip.Addr, error) // asks for a name's addresses; nil: the system
	Closed func() []netip.Prefix                                                 // what is not to be reached besides; nil: nothing
	Port   func(port uint16) bool                                                // which ports are let, such as Web's; nil: all
}

// Web lets the ports at which somebody may well have a web server: not those of mail, shells and other services of old.
func Web(port uint16) bool { return port == 443 || port >= 1000 }

// DialContext connects as net.Dialer's does, to a name or an address with a numeric port. Where one of a name's addresses is not
// the internet's none is tried: ErrInside.
func (d *Dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || d.Port != nil && !d.Port(uint16(n)) {
		return nil, &net.OpError{Op: "dial", Net: network, Err: ErrPort}
	}
	all, err := d.find(ctx, host)
	if err != nil {
		return nil, err
	}
	var closed []netip.Prefix
	if d.Closed != nil {
		closed = d.Closed()
	}
	inside := func(a netip.Addr) bool {
		return !Public(a) || slices.ContainsFunc(closed, func(p netip.Prefix) bool { return p.Contains(a.Unmap()) })
	}
	if len(all) == 0 || slices.ContainsFunc(all, inside) {
		return nil, &net.OpError{Op: "dial", Net: network, Err: ErrInside}
	}
	var errs []error
	for i, a := range all {
		c, err := d.one(ctx, network, net.JoinHostPort(a.Unmap().String(), port), len(all)-i)
		if err == nil {
			return c, nil
		}
		errs = append(errs, err)
	}
	return nil, errors.Join(errs...)
}

// find gives a host's addresses. A name is looked up as it stands, whatever domains the machine searches.
func (d *Dialer) find(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	lookup := d.Lookup
	if lookup == nil {
		r := d.Plain.Resolver
		if r == nil {
			r = net.DefaultResolver
		}
		lookup = r.LookupNetIP
	}
	host = strings.TrimSuffix(host, ".") + "."
	if l := strings.ToLower(host); l == "localhost." || strings.HasSuffix(l, ".localhost.") { // RFC 6761, 6.3
		return nil, nil
	}
	if d.Plain.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, d.Plain.Timeout)
		defer cancel()
	}
	return lookup(ctx, "ip", host)
}

// one connects to one of so many addresses that are left. Unless it is the last it has half of the time.
func (d *Dialer) one(ctx context.Context, network, address string, left int) (net.Conn, error) {
	plain := d.Plain
	if left > 1 {
		plain.Timeout /= 2
	}
	return plain.DialContext(ctx, network, address)
}

// Anywhere connects wherever it is told to, which is for trying out on one machine: names under localhost are this machine, also where
// the system does not look them up so (RFC 6761, 6.3).
func Anywhere(plain net.Dialer) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if host, port, err := net.SplitHostPort(address); err == nil && strings.HasSuffix(host, ".localhost") {
			address = net.JoinHostPort("localhost", port)
		}
		return plain.DialContext(ctx, network, address)
	}
}
