package doctor

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"slices"
	"strings"
	"time"

	"berth/gateway/platform"
	"berth/gateway/proxy"
)

const dnsRemedy = "have the DNS lead %s to this gateway (A, and AAAA if it has IPv6)"

// find asks the DNS; names of this machine are where they always are.
func (e *exam) find(ctx context.Context, name string) ([]netip.Addr, error) {
	if e.local() {
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	all, err := e.resolver.LookupNetIP(ctx, "ip", name)
	for i := range all {
		all[i] = all[i].Unmap()
	}
	slices.SortFunc(all, netip.Addr.Compare)
	return slices.Compact(all), err
}

// public is the gateway's own host, as others know it; or why that cannot be looked at.
func (e *exam) public() (name string, not []Finding) {
	name, _ = e.host()
	switch {
	case e.toldErr != nil:
		return name, skip("the settings have to be right first")
	case e.local():
		return name, skip("%s is a name of this machine alone", name)
	}
	return name, nil
}

// dns looks whether the gateway's own host is in the DNS, and leads to it as far as it knows its addresses.
func (e *exam) dns(ctx context.Context) []Finding {
	name, not := e.public()
	if not != nil {
		return not
	}
	addrs, err := e.find(ctx, name)
	if err != nil || len(addrs) == 0 {
		return fail(fmt.Sprintf(dnsRemedy, name), "%s is not in the DNS: %v", name, err)
	}
	var mine []netip.Addr
	for _, s := range e.cfg.PublicAddresses {
		if a, err := netip.ParseAddr(s); err == nil {
			mine = append(mine, a.Unmap())
		}
	}
	for _, a := range addrs {
		if len(mine) > 0 && !slices.Contains(mine, a) {
			return fail(fmt.Sprintf(dnsRemedy, name)+"; or set --public-address", "%s leads to %s, which is none of --public-address", name, a)
		}
	}
	return fine("%s leads to %s", name, words(addrs))
}

func words(addrs []netip.Addr) string {
	var all []string
	for _, a := range addrs {
		all = append(all, a.String())
	}
	return strings.Join(all, ", ")
}

// wildcard looks whether names below the gateway's lead where it does.
func (e *exam) wildcard(ctx context.Context) []Finding {
	name, not := e.public()
	if not != nil {
		return not
	}
	below := "doctor-1." + name // as a service's is
	addrs, err := e.find(ctx, below)
	remedy := fmt.Sprintf("add the record *.%s to the DNS, as a CNAME to %s", name, name)
	if err != nil || len(addrs) == 0 {
		return fail(remedy, "%s, a name as services have, is not in the DNS: %v", below, err)
	}
	own, err := e.find(ctx, name)
	if err == nil && !slices.Equal(own, addrs) {
		return fail(remedy, "names below %s lead to %s, and it leads to %s", name, words(addrs), words(own))
	}
	return fine("names below %s lead where it does", name)
}

// ports looks who answers where users will connect. From inside that proves little: a router may answer its own network otherwise.
func (e *exam) ports(ctx context.Context) (found []Finding) {
	if e.toldErr != nil {
		return skip("the settings have to be right first")
	}
	name, port := e.host()
	wanted := []string{port}
	if e.cfg.TLS.Agree && e.cfg.TLS.DNS == "" && e.cfg.ListenHTTP != "" && !e.local() {
		wanted = append(wanted, "80")
	}
	addrs, err := e.find(ctx, name)
	if err != nil || len(addrs) == 0 {
		return skip("the DNS has to have the host first")
	}
	for _, p := range wanted {
		found = append(found, e.port(ctx, addrs, p)...)
	}
	if e.Platform == "" || e.local() {
		return found
	}
	n, err := platform.New(e.Platform).Node(ctx, e.cfg.Node)
	switch {
	case platform.IsUnknown(err):
		found = append(found, dunno("register the node, and ask again a minute later", "the platform does not know the node yet, so its probe says nothing")...)
	case err != nil:
		found = append(found, dunno("", "the platform's probe cannot be asked: %v", err)...)
	case !n.Reachable:
		found = append(found, fail("open the ports in the firewall and the router, and see that the gateway runs",
			"the platform does not reach the gateway from outside: %s", strings.TrimSpace(n.Error))...)
	default:
		found = append(found, fine("the platform reaches the gateway from outside")...)
	}
	return found
}

func (e *exam) port(ctx context.Context, addrs []netip.Addr, port string) []Finding {
	var deaf []string
	for _, a := range addrs {
		at := net.JoinHostPort(a.String(), port)
		conn, err := (&net.Dialer{Timeout: 5 * time.Second}).DialContext(ctx, "tcp", at)
		if err != nil {
			deaf = append(deaf, at)
			continue
		}
		_ = conn.Close() // nothing was said
	}
	const beyond = "; whether others reach it cannot be known from here, a platform's probe (--platform URL) says it once the node is registered"
	switch {
	case len(deaf) == 0:
		return fine("port %s answers from here%s", port, beyond)
	case e.listening(ctx):
		return warn("open the port in the firewall and the router, or forward it to "+e.told.Listen, "nobody answers at %s, though the gateway listens at %s%s", strings.Join(deaf, ", "), e.told.Listen, beyond)
	}
	return dunno("start the gateway (berth-gateway run) and ask again", "nobody answers at %s, and the gateway does not listen at %s now", strings.Join(deaf, ", "), e.told.Listen)
}

// listening reports whether somebody listens on this machine where the gateway does.
func (e *exam) listening(ctx context.Context) bool {
	host, port, err := net.SplitHostPort(e.told.Listen)
	if err != nil {
		return false
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	conn, err := (&net.Dialer{Timeout: 2 * time.Second}).DialContext(ctx, "tcp", net.JoinHostPort(host, port))
	if err != nil {
		return false
	}
	_ = conn.Close() // nothing was said
	return true
}

// endsSoon is when an operator should know that a certificate was not renewed.
const endsSoon = 10 * 24 * time.Hour

// certificate looks at the one that browsers are shown or, while nobody shows any, at the way to one.
func (e *exam) certificate(ctx context.Context) []Finding {
	name, port := e.host()
	switch {
	case e.toldErr != nil:
		return skip("the settings have to be right first")
	case e.cfg.Scheme == "http":
		if e.local() {
			return skip("plain HTTP, on this machine alone")
		}
		return fail("--scheme https, with a way to a certificate", "plain HTTP: everybody on the way reads and changes what users send")
	}
	addrs, err := e.find(ctx, name)
	if err == nil && len(addrs) > 0 {
		d := tls.Dialer{NetDialer: &net.Dialer{Timeout: 5 * time.Second}, Config: &tls.Config{ServerName: name, RootCAs: e.roots(), Time: e.Now}}
		conn, err := d.DialContext(ctx, "tcp", net.JoinHostPort(addrs[0].String(), port))
		if err == nil {
			defer conn.Close()
			return e.judge(conn.(*tls.Conn).ConnectionState().PeerCertificates[0], name)
		}
		var wrong *tls.CertificateVerificationError
		if errors.As(err, &wrong) {
			return fail("see in the gateway's log, or at /status, why it has no better one", "browsers refuse the certificate of %s: %v", name, wrong.Err)
		}
	}
	return e.way(name)
}

func (e *exam) roots() *x509.CertPool {
	if e.Roots != nil || e.cfg.TLS.Roots == "" {
		return e.Roots
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if raw, err := os.ReadFile(e.cfg.TLS.Roots); err == nil {
		pool.AppendCertsFromPEM(raw)
	}
	return pool
}

// judge looks at a certificate that hangs on a root.
func (e *exam) judge(c *x509.Certificate, name string) []Finding {
	left := c.NotAfter.Sub(e.Now())
	if left < endsSoon {
		return warn("see in the gateway's log why it is not renewed", "the certificate of %s ends in %s", name, left.Round(time.Hour))
	}
	if c.VerifyHostname("doctor-1."+name) == nil {
		return fine("a certificate for %s and all names below it, good until %s", name, c.NotAfter.Format(time.DateOnly))
	}
	if !e.cfg.TLS.Agree {
		return fail("a certificate for *."+name+" too; or --tls-agree, so that each service's is got by ACME", "the certificate is for %s and not for names below it, which services have", name)
	}
	return fine("a certificate for %s, good until %s; each service gets its own", name, c.NotAfter.Format(time.DateOnly))
}

// way says by which way there will be a certificate.
func (e *exam) way(name string) []Finding {
	t := e.cfg.TLS
	switch {
	case t.Cert != "":
		pair, err := tls.LoadX509KeyPair(t.Cert, t.Key)
		if err != nil {
			return fail("name a certificate and its key in PEM", "--tls-cert and --tls-key cannot be read: %v", err)
		}
		leaf, err := x509.ParseCertificate(pair.Certificate[0])
		if err != nil || leaf.VerifyHostname(name) != nil || !e.Now().Before(leaf.NotAfter) {
			return fail("a certificate for "+name+" and *."+name+" that is good now", "the certificate of --tls-cert is not for %s, or is over", name)
		}
		return e.judge(leaf, name)
	case t.Agree && t.DNS != "":
		return dunno("start the gateway and ask again", "there is none yet; one for %s and all names below it is got by ACME through the DNS (%s) at the start", name, t.DNS)
	case t.Agree:
		return dunno("start the gateway and ask again", "there is none yet; one for each name is got by ACME, for which port 443 or 80 has to lead here")
	case e.cfg.BehindProxy:
		return dunno("start the proxy in front and ask again", "the proxy in front has it, and does not answer now")
	}
	return fail("--tls-agree, --tls-cert with --tls-key, or --behind-proxy", "there is no way to a certificate")
}

// publicSuffix looks whether browsers take services for sites of their own.
func (e *exam) publicSuffix(context.Context) []Finding {
	name, not := e.public()
	switch {
	case not != nil:
		return not
	case proxy.Listed(e.cfg.Domain):
		return fine("%s is on the Public Suffix List: each service is a site of its own to browsers", name)
	}
	return warn("have it listed (https://publicsuffix.org/submit/); it takes weeks, and the node runs meanwhile",
		"%s is not on the Public Suffix List, as of the one that this program was built with: one service's page can set cookies that browsers send to others'", name)
}
