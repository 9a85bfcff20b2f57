package proxy

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/shared/attacktest"
	"berth/shared/wire"
)

// rawHouse is order 1 with a service that keeps each request byte for byte and answers with the bytes it is told to.
type rawHouse struct {
	*house
	t      *testing.T
	front  string
	seen   chan string
	answer []byte
}

func newRaw(t *testing.T, change ...func(*Config)) *rawHouse {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	h := &rawHouse{
		house: &house{addr: ln.Addr().String(), phase: wire.PhaseReady}, t: t, seen: make(chan string, 1000),
		answer: []byte("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"),
	}
	h.bought.Store(1 << 40)
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go h.serve(c)
		}
	}()
	cfg := Config{
		Domain: "n1.localhost", Scheme: "https", Idle: 2 * time.Second, Orders: h.house, Dialer: h.house, Doors: h.house, Entrance: h.house,
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Upstream: wayUnderTest,
	}
	for _, f := range change {
		f(&cfg)
	}
	p := New(cfg)
	front := httptest.NewServer(p)
	t.Cleanup(func() { front.Close(); p.Close() })
	h.front = front.Listener.Addr().String()
	return h
}

func (h *rawHouse) serve(c net.Conn) {
	defer c.Close()
	c.SetDeadline(time.Now().Add(10 * time.Second))
	var raw bytes.Buffer
	r, err := http.ReadRequest(bufio.NewReader(io.TeeReader(c, &raw)))
	if err != nil {
		h.t.Errorf("the service got no request: %v: %q", err, raw.String())
		return
	}
	if _, err := io.Copy(io.Discard, r.Body); err != nil {
		h.t.Errorf("the body: %v", err)
	}
	h.seen <- raw.String()
	c.Write(h.answer)
}

// send sends bytes and gives what the service saw of them, if anything, and the answer.
func (h *rawHouse) send(request string) (seen, answer string) {
	h.t.Helper()
	c, err := net.Dial("tcp", h.front)
	if err != nil {
		h.t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err := io.WriteString(c, request); err != nil {
		h.t.Fatal(err)
	}
	b, err := io.ReadAll(c)
	if err != nil && len(b) == 0 {
		h.t.Fatal(err)
	}
	select {
	case seen = <-h.seen:
	default:
	}
	return seen, string(b)
}

// get is a request of a visitor who has the cookie, with more lines in its header.
func get(target string, lines ...string) string {
	return "GET " + target + " HTTP/1.1\r\nHost: web-1.n1.localhost\r\nConnection: close\r\nCookie: " + Cookie + "=" + cookie + "\r\n" + strings.Join(append(lines, "\r\n"), "\r\n")
}

// forged are headers that some server or another takes a proxy's word from, after the manuals of those servers and of
// the proxies that set them.
var forged = strings.Fields(`
Forwarded X-Forwarded X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto X-Forwarded-Protocol X-Forwarded-Port X-Forwarded-Server X-Forwarded-By
X-Forwarded-Ssl X-Forwarded-Scheme X-Forwarded-Prefix X-Forwarded-Path X-Forwarded-Uri X-Forwarded-Method X-Forwarded-User X-Forwarded-Email
X-Forwarded-Groups X-Forwarded-Preferred-Username X-Forwarded-Access-Token X-Forwarded-Client-Cert X-Forwarded-Tls-Client-Cert X-Forwarded-For-Original
X-Forward-For X-Forwarder-For Forwarded-For Forwarded-Proto X-Real-Ip X-Real-Port Real-Ip True-Client-Ip X-True-Ip Client-Ip X-Client-Ip X-ClientIP Client-Address
X-Cluster-Client-Ip Cluster-Client-Ip X-Remote-Addr X-Remote-Ip X-Remote-Host Remote-Addr Remote-Host X-Originating-Ip X-Source-Ip X-ProxyUser-Ip Proxy-Client-Ip
WL-Proxy-Client-IP WL-Proxy-SSL X-Wap-Network-Client-Ip X-Trusted-Ip X-Custom-Ip-Authorization X-Coming-From Via Incap-Client-Ip X-Sucuri-ClientIp
Ali-CDN-Real-IP DO-Connecting-IP X-Appengine-User-Ip X-Appengine-Inbound-Appid X-Appengine-Country X-Azure-ClientIP X-Azure-SocketIP X-Azure-FDID X-FD-HealthProbe
CF-Connecting-Ip CF-Connecting-IPv6 CF-Pseudo-IPv4 CF-IPCountry CF-Visitor CF-Ray CF-Worker CF-Access-Jwt-Assertion CF-Access-Authenticated-User-Email
CDN-Loop CloudFront-Viewer-Address CloudFront-Viewer-Country CloudFront-Forwarded-Proto Fastly-Client-Ip Fastly-SSL Fastly-FF Fly-Client-IP Fly-Region
X-Arr-Ssl X-Arr-ClientCert X-Vercel-Forwarded-For X-Vercel-Ip-Country X-Nf-Client-Connection-Ip X-Akamai-Edgescape Akamai-Origin-Hop
X-Envoy-External-Address X-Envoy-Internal X-Envoy-Original-Path X-Envoy-Peer-Metadata L5d-Client-Id L5d-Remote-Ip
X-Original-Url X-Original-Uri X-Original-Host X-Original-Method X-Original-Forwarded-For X-Originally-Forwarded-For X-Original-Remote-Addr X-Rewrite-Url X-Override-Url
X-HTTP-Method X-HTTP-Method-Override X-Method-Override HTTP-Method-Override X-HTTP-Host-Override X-HTTP-DestinationURL X-Host X-Url-Scheme X-Scheme X-Script-Name
X-Ingress-Path X-Request-Uri Request-Uri Base-Url Front-End-Https X-Https X-Gateway-Host
X-Auth-User X-Auth-Username X-Auth-Email X-Auth-Groups X-Auth-Roles X-Auth-Name X-Auth-Request-User X-Auth-Request-Email X-Auth-Request-Groups X-Auth-Request-Access-Token
X-Auth-Request-Redirect X-Authenticated-User X-Authenticated-Userid X-Authenticated-Groups X-Authenticated-Scope Authenticated-User
Remote-User Remote-Groups Remote-Email Remote-Name X-Remote-User X-Remote-Group X-Remote-Groups X-Remote-Extra-Scopes X-Remote-Name X-Remote-User-Id
X-WebAuth-User X-WebAuth-Email X-WebAuth-Name X-WebAuth-Groups X-WebAuth-Role X-Authentik-Username X-Authentik-Groups X-Authentik-Jwt X-Authelia-User
X-Vouch-User X-Vouch-Idp-Claims-Groups X-Pomerium-Jwt-Assertion X-Pomerium-Claim-Email Tailscale-User-Login Tailscale-User-Name Tailscale-User-Profile-Pic Tailscale-Headers-Info
X-User X-Username X-User-Name X-User-Email X-User-Groups X-User-Roles X-Userinfo X-Email X-Groups X-Roles X-Oidc-Email OIDC-Claim-Sub X-Saml-User
Shib-Identity-Provider Shib-Session-Id Eppn SM-User SM_UNIVERSALID SMUSER iv-user iv-groups iv-creds OAM-Remote-User Mellon-Name-Id CAS-User X-Ldap-User
X-Amzn-Oidc-Data X-Amzn-Oidc-Identity X-Amzn-Oidc-Accesstoken X-Amzn-Mtls-Clientcert X-Amzn-Tls-Version X-Amz-Cf-Id X-Goog-Iap-Jwt-Assertion X-Goog-Authenticated-User-Email
X-Goog-Authenticated-User-Id X-Ms-Client-Principal X-Ms-Client-Principal-Name X-Ms-Client-Principal-Id X-Ms-Token-Aad-Id-Token X-Ms-Proxy
X-Consumer-Id X-Consumer-Username X-Consumer-Groups X-Consumer-Custom-Id X-Credential-Identifier X-Credential-Username X-Anonymous-Consumer X-Endpoint-Api-Userinfo
X-Apigateway-Api-Userinfo Impersonate-User Impersonate-Group X-Rh-Identity X-Jwt-Payload X-Sandstorm-User-Id X-Replit-User-Name X-Hass-User-Id Kubeflow-Userid
SSL-Client-Cert SSL-Client-Verify SSL-Client-S-Dn X-SSL-Client-Cert X-SSL-Client-Verify X-SSL-Client-S-DN X-SSL X-Client-Cert X-Client-Dn X-Client-Verify X-Tls-Client-Subject
Client-Cert Client-Cert-Chain MS-ASPNETCORE-CLIENTCERT MS-ASPNETCORE-TOKEN X-IIS-WindowsAuthToken
Proxy Proxy-Authorization Proxy-Connection X-Proxy-User X-Accel-Mapping X-Accel-Redirect X-Sendfile X-Sendfile-Type X-Lighttpd-Send-File Cookie2
X-Middleware-Subrequest X-Middleware-Rewrite Logon-User X-Token-User-Email X-Token-Subject Teleport-Jwt-Assertion Ngrok-Auth-User-Email Zrok-Auth-Email
X-Kratos-Authenticated-Identity-Id X-Spiffe-Id X-NetBird-User Redirect-Remote-User X-Mtls-Subject
X-Berth-User Berth-Order X-Forwarded-Something-New Tailscale-Not-Yet-Known X-Authentik-Tomorrow CF-Next-Year
`)

var forgedLine = regexp.MustCompile(`(?mi)^(x-forwarded|remote).*:.*forged`)

// TestAttackForgedHeaders says about the visitor what a proxy would, in all spellings that some server folds together.
func TestAttackForgedHeaders(t *testing.T) {
	a := attacktest.Begin(t, "a visitor passes for another by a header that a proxy would set")
	h := newRaw(t)
	spellings := []func(string) string{
		func(s string) string { return s },
		strings.ToLower,
		strings.ToUpper,
		func(s string) string { return strings.ReplaceAll(s, "-", "_") },
		func(s string) string { return strings.ReplaceAll(strings.ToLower(s), "-", "_") },
		func(s string) string { return strings.Replace(s, "-", "_", 1) },
		func(s string) string { return strings.ReplaceAll(s, "-", ".") },
		func(s string) string { return strings.ReplaceAll(s, "-", "~") },
		func(s string) string { return strings.ReplaceAll(s, "-", "+") },
		func(s string) string { return "HTTP_" + strings.ReplaceAll(strings.ToUpper(s), "-", "_") },
	}
	var names []string
	for _, n := range forged {
		for _, spell := range spellings {
			names = append(names, spell(n))
		}
	}
	names = append(names, strings.Fields("Content_Length Content.Type Transfer_Encoding Sec_Fetch_Site User_Agent Last_Event.ID If~None~Match Max_Forwards Service_Worker")...)
	for batch := range slices.Chunk(names, 60) {
		lines := make([]string, len(batch))
		for i, n := range batch {
			lines[i] = fmt.Sprintf("%s: forged%dx", n, i)
		}
		seen, answer := h.send(get("/", lines...))
		if seen == "" {
			t.Fatalf("nothing arrived: %s", answer)
		}
		for i, n := range batch {
			a.Tried(strings.Contains(seen, fmt.Sprintf("forged%dx", i)), "%s", n)
		}
	}
	// Other positions than a line of its own.
	for name, request := range map[string]string{
		"twice":               get("/", "X-Forwarded-For: forged", "X-Forwarded-For: forged"),
		"named in Connection": strings.Replace(get("/", "X-Forwarded-For: forged"), "Connection: close", "Connection: close, X-Forwarded-For, X-Forwarded-Proto, X-Forwarded-Host", 1),
		"folded":              get("/", "X-Custom: a", "\tX-Forwarded-For: forged", "Remote-User: forged"),
		"in a trailer": strings.Replace(get("/", "Transfer-Encoding: chunked", "Trailer: X-Forwarded-For, Remote-User"), "GET", "POST", 1) +
			"1\r\nx\r\n0\r\nX-Forwarded-For: forged\r\nRemote-User: forged\r\n\r\n",
		"in a trailer that was not announced": strings.Replace(get("/", "Transfer-Encoding: chunked"), "GET", "POST", 1) + "1\r\nx\r\n0\r\nRemote-User: forged\r\n\r\n",
		"with a space before the colon":       get("/", "Remote-User : forged"),
		"behind a tunnel of HTTP/2": strings.Replace(get("/", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA", "X-Forwarded-User: forged"),
			"Connection: close", "Connection: Upgrade, HTTP2-Settings, close", 1),
	} {
		seen, _ := h.send(request)
		through := forgedLine.MatchString(seen) || strings.Contains(strings.ToLower(seen), "h2c")
		if seen != "" && !strings.Contains(seen, "\r\nX-Forwarded-For: 127.0.0.1\r\n") || strings.Count(seen, "X-Forwarded-Proto: https\r\n") > 1 {
			through = true
		}
		a.Tried(through, "%s: %q", name, seen)
	}
}

const token = "bt_Zm9vYmFyYmF6cXV4LXF1dXhfY29yZ2VfZ3JhdWx0LXd"

// TestAttackSecretsReachService puts the gateway's cookie and tokens wherever a client may have them.
func TestAttackSecretsReachService(t *testing.T) {
	a := attacktest.Begin(t, "a service sees the gateway's cookie or token of its visitor")
	h := newRaw(t)
	basic := base64.StdEncoding.EncodeToString
	var requests []string
	line := func(lines ...string) { requests = append(requests, get("/", lines...)) }
	for _, scheme := range []string{"Bearer ", "bearer ", "BEARER  ", "Bearer\t", "Bearer \t ", "Token ", "token=", "", "Berth ", "Bearer:", `Bearer "`} {
		line("Authorization: " + scheme + token)
		line("Authorization: Basic dXNlcjpwYXNz", "Authorization: "+scheme+token)
		line("Authorization: "+scheme+token, "Authorization: Bearer other")
		line("Authorization: Bearer other, " + scheme + token)
		line("authorization: " + scheme + strings.ToUpper(token[:3]) + token[3:])
		line("AUTHORIZATION: \t " + scheme + token + "  ")
	}
	for _, name := range []string{
		"Proxy-Authorization", "X-Authorization", "X_Authorization", "X-Auth-Token", "X-Access-Token", "X-Api-Key", "Api-Key", "Token",
		"Private-Token", "X-Custom", "Referer", "User-Agent",
		"Origin", "If-None-Match", "Sec-WebSocket-Protocol", "Last-Event-ID", "From", "Accept",
	} {
		for _, secret := range []string{token, cookie, "x " + token + " y", url.QueryEscape("?" + token), "a=" + cookie + ";b", "Bearer " + token} {
			if name == "Origin" {
				secret = "https://web-1.n1.localhost"
			}
			line(name + ": " + secret)
		}
	}
	line("Authorization: Basic " + basic([]byte("user:"+token)))
	line("Authorization: Basic " + basic([]byte(token+":")))
	line(`Authorization: Digest username="` + token + `", realm="x"`)
	line("Sec-WebSocket-Protocol: shell.berth.v1, bearer.berth."+token, "Upgrade: websocket", "Sec-WebSocket-Key: x", "Sec-WebSocket-Version: 13")
	line("Sec-WebSocket-Protocol: chat", "Sec-WebSocket-Protocol: "+token)
	for _, q := range []string{
		"token=" + token, "a=1&token=" + token + "&b=2", "a=1;access_token=" + token, token, "x=%62t_" + token[3:], "x=%2562t_" + token[3:],
		"u=https%3A%2F%2Fx%3Ft%3D" + token, "c=" + cookie, "a%zz=" + token,
	} {
		requests = append(requests, get("/?"+q), get("/x/y?"+q+"#"+token))
	}
	requests = append(requests, get("/"+token), get("/x/"+token+"/y"), get("//x/"+token), get("/x;"+cookie), get("/%62t_"+token[3:]), get("https://web-1.n1.localhost/"+token))
	for _, line := range []string{
		"a=1; " + Cookie + "=" + cookie, Cookie + "=" + cookie + "; a=1", "a=1;" + Cookie + "=" + cookie + ";b=2", Cookie + `="` + cookie + `"`,
		"  " + Cookie + " = " + cookie, "__HOST-BERTH=" + cookie,
		"__host-berth=" + cookie, Cookie + "=" + cookie + "; " + Cookie + "=" + cookie,
		`$Version="1"; ` + Cookie + `="` + cookie + `"; $Path="/"; a=1; $Path="/"`, "$Version=1, " + Cookie + "=" + cookie,
		"a=1, " + Cookie + "=" + cookie, `a="x; ` + Cookie + "=" + cookie + `; y"`, "=" + Cookie + "=" + cookie, "a=" + cookie, Cookie + cookie,
		Cookie + "==" + cookie, ";;; ; " + Cookie + "=" + cookie + ";;",
		"__Host_berth=" + cookie, "__Host.berth=" + cookie, "__Host%2dberth=" + cookie, "__%48ost-berth=" + cookie, "%5f%5fHost-berth=" + cookie,
		Cookie + "[]=" + cookie, `"` + Cookie + `"=` + cookie, "t=" + token,
		"a=%62t_" + token[3:], Cookie + "=" + cookie + "\t;b=2", "a=b=" + Cookie + "=" + cookie, Cookie + "\x80=" + cookie,
	} {
		for _, name := range []string{"Cookie", "cookie", "COOKIE", "Cookie2", "Set-Cookie", "X-Cookie", "Cook_ie", "Cookie_"} {
			requests = append(requests, get("/", name+": "+line))
		}
	}
	arrived := 0
	for _, r := range requests {
		seen, _ := h.send(r)
		if seen != "" {
			arrived++
		}
		plain := strings.ToLower(unescape(unescape(seen)))
		for word := range strings.FieldsSeq(seen) {
			if b, err := base64.StdEncoding.DecodeString(word); err == nil {
				plain += strings.ToLower(string(b))
			}
		}
		through := slices.ContainsFunc([]string{strings.ToLower(token[3:]), cookie, cookieLower}, func(s string) bool { return strings.Contains(plain, s) })
		a.Tried(through, "%q arrived as %q", r, seen)
	}
	if arrived < len(requests)*9/10 {
		t.Errorf("%d of %d arrived at all", arrived, len(requests))
	}
}

// TestCredentialsPass: what a client proves itself with to the service, and what nobody minds, arrives as it was sent.
func TestCredentialsPass(t *testing.T) {
	h := newRaw(t)
	for _, line := range []string{
		"Authorization: Basic dXNlcjpwYXNz", "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.",
		`Authorization: Digest username="a", realm="b", nonce="c", uri="/", response="d"`, "Authorization: Bearer bttoken",
		"Authorization: AWS4-HMAC-SHA256 Credential=AKID/20260101/eu/s3/aws4_request, SignedHeaders=host, Signature=abc",
		"Authorization: token ghp_abc", "Authorization: Negotiate YII=",
		"X-Auth-Token: t1", "X-User-Id: 7", "X-Api-Key: k1", "X-Auth-Key: k", "X-Auth-Signature: s", "X-Auth-Timestamp: 1", "X-Access-Token: t",
		"X-User-Token: u", "X-Client-Id: c", "X-Client-Secret: s",
		"Private-Token: p", "X-Gitlab-Token: g", "X-Hub-Signature-256: sha256=1", "X-Csrf-Token: c", "X-Xsrf-Token: x",
		"X-Requested-With: XMLHttpRequest", "X-Emby-Token: e", "X-Plex-Token: p", "X-Vault-Token: v", "X-Consul-Token: c", "X-Nomad-Token: n",
		"X-Amz-Date: 20260101T000000Z", "X-Amz-Content-Sha256: UNSIGNED-PAYLOAD", "X-Amz-Security-Token: s", "X-Ms-Version: 2024-01-01",
		"X-Ms-Date: d", "X-Goog-Api-Key: g", "X-Goog-Api-Client: gl-go", "X-Client-Info: supabase-js",
		"Apikey: a", "Api_key: special", "X-Custom: kept", "X_Custom: kept too", "Traceparent: 00-1-2-01", "X-B3-Traceid: 1", "X-Request-Id: r",
		"X-Amzn-Trace-Id: Root=1", "X-Up-Version: 3", "Hx-Request: true", "X-Inertia: true", "X-Middleware-Prefetch: 1", "X-Nextjs-Data: 1",
		"Next-Router-State-Tree: x", "Rsc: 1",
		"Depth: 1", "Destination: https://web-1.n1.localhost/b", "Range: bytes=0-1", "Last-Event-Id: 3", "X-Hasura-Role: user", "X-Scope-Orgid: t",
		"X-Subject-Token: s", "X-Realm: r", "Sec-Websocket-Protocol: chat, superchat",
		`Cookie: a=1; b="2"; c=x%20y;d`, "Cookie: a=1;b=2;;c", `Cookie: $Version=1; a="1"; $Path="/"`,
	} {
		seen, answer := h.send(get("/", line))
		if !strings.Contains(strings.ToLower(seen), strings.ToLower("\r\n"+line+"\r\n")) {
			t.Errorf("%s\narrived as %q (%.60q)", line, seen, answer)
		}
	}
	// Beside what goes, the service's own cookies stay as they are.
	for sent, want := range map[string]string{
		"a=1; " + Cookie + "=" + cookie + `; b="2"`:            `a=1; b="2"`,
		Cookie + "=" + cookie + ";  a=1;b=2":                   "a=1;b=2",
		`$Version=1; ` + Cookie + `=x; $Path="/"; a=1; $Port=`: "$Version=1; a=1; $Port=",
	} {
		if got, ok := (secrets{}).cookieLine(sent); got != want || !ok {
			t.Errorf("%q: got %q %t, want %q", sent, got, ok, want)
		}
	}
}

// TestAttackAnswers has a service answer with what would reach beyond its own host, or into proxies before the gateway.
func TestAttackAnswers(t *testing.T) {
	a := attacktest.Begin(t, "a service's answer reaches other users' services, the gateway's cookie or the proxy in front")
	h := newRaw(t)
	answer := func(lines ...string) string {
		h.answer = []byte("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n" + strings.Join(append(lines, "\r\nok"), "\r\n"))
		_, got := h.send(get("/"))
		return got
	}
	for _, line := range []string{
		`Clear-Site-Data: "cookies"`, `Clear-Site-Data: "*"`, `clear-site-data: "cache", "cookies"`, `Clear-Site-Data:"cookies","storage"`,
		`Clear-Site-Data: "cookies" , "cache"`, "Clear-Site-Data: cookies",
		"Clear-Site-Data: \t\"cookies\"", `Clear-Site-Data: "Cookies"`, `CLEAR-SITE-DATA: "storage", "*"`, `Clear-Site-Data: "unknown"`,
	} {
		got := strings.ToLower(answer(line, `Clear-Site-Data: "cookies"`))
		a.Tried(strings.Contains(got, "cookies") || strings.Contains(got, "*") || strings.Contains(got, "unknown"), "%s: %q", line, got)
	}
	for _, domain := range []string{"n1.localhost", ".n1.localhost", "localhost", "web-1.n1.localhost", "", `"n1.localhost"`} {
		for _, spell := range []string{"; Domain=%s", ";domain=%s", "; DOMAIN = %s ", ";\tDomain\t=\t%s", "; Path=/; Domain=%s; Secure", "; Domain=x; domain=%s", "; Domain=%s; Domain=%[1]s", ";;;Domain=%s", "; dOmAiN=%s;"} {
			got := answer("Set-Cookie: a=1" + fmt.Sprintf(spell, domain))
			a.Tried(strings.Contains(strings.ToLower(got), "domain") || !strings.Contains(got, "a=1"), "%q %q: %q", spell, domain, got)
		}
	}
	for _, line := range []string{
		Cookie + "=stolen; Path=/; Secure", "__host-BERTH=stolen", " " + Cookie + " =stolen", "\t" + Cookie + "=stolen",
		"=" + Cookie + "=stolen; Secure", " = " + Cookie + "=stolen", Cookie, Cookie + ";Path=/", `"` + Cookie + `"=stolen`,
		"__Host-berth\x00=stolen", "a\x0b; " + Cookie + "=stolen", "__Host%2Dberth=stolen", "__Host_berth=stolen", Cookie + "=; Max-Age=0",
		Cookie + "\x7f=stolen", "a=1\x01; Domain=n1.localhost",
	} {
		for _, name := range []string{"Set-Cookie", "set-cookie", "Set-Cookie2", "SET-COOKIE"} {
			got := strings.ToLower(answer(name + ": " + line))
			a.Tried(strings.Contains(got, "stolen") || strings.Contains(got, "berth") || strings.Contains(got, "domain"), "%s %q: %q", name, line, got)
		}
	}
	withheld := []string{
		"Service-Worker-Allowed: /bad", "Strict-Transport-Security: max-age=0; includeSubDomains; bad", "Public-Key-Pins: bad",
		"Public-Key-Pins-Report-Only: bad", "Expect-CT: bad", `Alt-Svc: h3="bad:443"`, "NEL: bad", "Report-To: bad",
		"X-Accel-Redirect: /bad", "X-Accel-Expires: bad", "X-Accel-Charset: bad", "X-Accel-Limit-Rate: bad", "X-Sendfile: /bad",
		"X-Lighttpd-Send-File: /bad", "X-LiteSpeed-Location: /bad", "X-Reproxy-URL: http://bad",
		"X-Envoy-Immediate-Health-Check-Fail: bad", "Fly-Replay: bad", "Surrogate-Control: bad", "Surrogate-Key: bad", "CDN-Cache-Control: bad",
		"Cloudflare-CDN-Cache-Control: bad", "Edge-Control: bad",
		"Secure-Session-Registration: bad", "Sec-Session-Registration: bad", "Proxy-Authenticate: bad", "X-Berth-Order: bad",
	}
	for _, line := range withheld {
		for _, l := range []string{line, strings.ToLower(line), strings.ToUpper(line)} {
			got := strings.ToLower(answer(l))
			a.Tried(strings.Contains(got, "bad"), "%s: %q", l, got)
		}
		// Before the answer.
		h.answer = []byte("HTTP/1.1 103 Early Hints\r\n" + line + "\r\nSet-Cookie: bad=1; Domain=n1.localhost\r\nLink: </a.css>; rel=preload\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
		_, got := h.send(get("/"))
		a.Tried(strings.Contains(strings.ToLower(got), "bad"), "%s in an interim answer: %q", line, got)
		// After it.
		for _, announced := range []string{"", "Trailer: " + line[:strings.Index(line, ":")] + ", Set-Cookie, Grpc-Status\r\n"} {
			h.answer = []byte("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + announced + "Connection: close\r\n\r\n2\r\nok\r\n0\r\n" + line + "\r\nSet-Cookie: bad=1\r\nGrpc-Status: 0\r\n\r\n")
			_, got := h.send(get("/", "TE: trailers"))
			a.Tried(strings.Contains(strings.ToLower(got), "bad"), "%s in a trailer: %q", line, got)
			if !strings.Contains(got, "Grpc-Status: 0") {
				t.Errorf("the trailers are gone: %q", got)
			}
		}
		// With a switch of protocols.
		h.answer = []byte("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + line + "\r\nSet-Cookie: " + Cookie + "=bad\r\n\r\n")
		_, got = h.send(strings.Replace(get("/", "Upgrade: websocket"), "Connection: close", "Connection: Upgrade", 1))
		a.Tried(strings.Contains(strings.ToLower(got), "bad") || !strings.Contains(got, " 101 "), "%s with a WebSocket: %q", line, got)
	}
	// What concerns the service alone stays.
	for line, want := range map[string]string{
		`Clear-Site-Data: "cache", "cookies", "storage"`: `Clear-Site-Data: "cache", "storage"`,
		"Set-Cookie: a=1; Path=/x;  HttpOnly":            "Set-Cookie: a=1; Path=/x;  HttpOnly",
		"Set-Cookie: a=1; Domain=n1.localhost; Secure":   "Set-Cookie: a=1; Secure",
		"X-Accel-Buffering: no":                          "X-Accel-Buffering: no",
		"Access-Control-Allow-Origin: *":                 "Access-Control-Allow-Origin: *",
		"Location: /x?a=%zz;b|c":                         "Location: /x?a=%zz;b|c",
	} {
		if got := answer(line); !strings.Contains(got, "\r\n"+want+"\r\n") {
			t.Errorf("%s became %q", line, got)
		}
	}
}
