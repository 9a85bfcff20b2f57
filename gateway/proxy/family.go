package proxy

import (
	"slices"
	"strings"
)

// Who speaks in a request's header? What a proxy asserts about a visitor (who it is, where it comes from, what it asked
// for, how it is connected) would here be the visitor's own word, and is taken out: by families, so that the header that
// some server takes for it next year is out already. What a client proves itself with passes.

// canon is a header's name as a careless server reads it: CGI and its heirs take _ for -, and some take any other
// character that a name may have for it, too.
func canon(name string) string {
	plain := true
	for i := range len(name) {
		if c := name[i]; !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-') {
			plain = false
			break
		}
	}
	if plain {
		return name
	}
	b := []byte(name)
	for i, c := range b {
		switch {
		case 'A' <= c && c <= 'Z':
			b[i] = c + 'a' - 'A'
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-':
		default:
			b[i] = '-'
		}
	}
	return string(b)
}

// families are the beginnings of what proxies assert.
var families = []string{
	// The request before somebody changed it, and what to take it for.
	"forwarded", "x-forward", "x-original", "x-originally", "x-orig-", "x-rewrite", "x-override", "x-http-", "http-method", "http-host", "x-method",
	"x-host", "x-url-", "x-request-uri", "x-request-url", "request-uri", "x-scheme", "x-https", "front-end-https", "x-script-name", "x-ingress",
	// (What Next.js says to itself lets a request past its checks.)
	"x-middleware-subrequest", "x-middleware-rewrite", "x-middleware-override", "x-middleware-request", "x-invoke-",
	"x-base-url", "base-url", "x-server-ip", "x-server-name", "x-server-port", "x-gateway-host", "x-proxy", "proxy", "x-custom-ip",
	// The visitor's address, place and connection.
	"x-real-", "real-ip", "true-client", "x-true-", "client-ip", "client-addr", "x-client-", "x-clientip", "x-cluster-client", "cluster-client",
	"x-originating", "originating-", "x-remote", "remote-", "x-source-ip", "x-source-addr", "x-peer-ip", "x-peer-addr", "x-peer-cert", "x-ip-",
	"x-coming-from", "coming-from", "x-trusted", "x-geo", "x-country", "x-wap-", "x-up-calling", "x-up-subno", "x-msisdn", "msisdn", "x-bluecoat",
	"x-tls-", "tls-", "x-mtls", "mtls-", "x-ssl", "ssl-", "x-cert", "client-cert",
	// Whom somebody has logged in.
	"x-auth-", "x-authenticated", "authenticated-", "x-authn-", "x-authz-", "x-authentik", "x-authelia", "x-webauth", "webauth-", "x-vouch",
	"x-pomerium", "x-oidc", "oidc-", "x-openid", "x-saml", "saml-", "mellon-", "shib-", "shibboleth-", "x-shib", "cas-user", "x-cas-", "sm-user",
	"smuser", "sm-universalid", "sm-serversession", "iv-user", "iv-groups", "iv-creds", "iv-remote", "oam-", "x-ldap", "x-userinfo", "x-user-",
	"x-username", "x-email", "x-groups", "x-roles", "x-principal", "x-subject-dn", "x-identity", "x-rh-identity", "x-jwt-assertion", "x-jwt-payload",
	"x-jwt-claim", "x-consumer", "x-credential-", "x-anonymous-consumer", "x-endpoint-api", "x-apigateway-api", "x-impersonat", "impersonate-",
	"auth-user", "auth-request", "authorized-user", "user-principal", "x-logged-", "x-sso-", "ynh-", "x-sandstorm", "x-replit", "x-hass-",
	"x-kubeflow", "kubeflow-", "x-dex-", "x-cosmos-", "x-yunohost", "x-iisnode", "ms-aspnetcore", "x-iis", "logon-user", "x-ntlm", "x-kerberos",
	"x-token-user", "x-token-subject", "teleport-jwt", "x-teleport", "x-warpgate", "x-netbird", "netbird-", "ngrok-auth", "zrok-", "x-spiffe", "spiffe-",
	// Content networks, platforms and meshes.
	"cf-", "cdn-", "x-cdn", "cloudfront-", "fastly-", "x-fastly", "fly-", "akamai-", "x-akamai", "x-edge-", "x-azure-", "x-fd-", "x-arr-",
	"x-appengine", "x-appservice", "x-site-deployment", "x-goog-iap", "x-goog-authenticated", "x-google-real", "x-serverless", "x-amzn-oidc",
	"x-amzn-mtls", "x-amzn-tls", "x-amzn-waf", "x-amzn-vpc", "x-cloudflare", "x-amz-cf-", "x-ms-client-principal", "x-ms-token-", "x-ms-proxy", "x-ms-containerapp", "x-vercel",
	"x-now-", "x-nf-", "x-zeit", "incap-", "x-sucuri", "ali-cdn", "x-varnish", "x-envoy", "x-istio", "l5d-", "tailscale", "x-tailscale", "x-nginx",
	"x-haproxy", "x-traefik", "x-caddy", "x-heroku", "wl-proxy",
	// Which file to send is what a server tells its proxy, and what the proxy tells the server about that.
	"x-accel-", "x-sendfile", "x-lighttpd", "x-litespeed",
	// This gateway's own word, should it ever have one.
	"x-berth", "berth-",
	// An older cookie header, with cookies of its own.
	"cookie2",
}

var familiesIndex = index(families)

// marks are what such headers have somewhere in their names.
var marks = []string{
	"forwarded", "client-ip", "clientip", "connecting-ip", "real-ip", "remote-user", "remote-addr", "remote-ip", "viewer-address", "authenticated",
	"client-cert", "clientcert", "ssl-client", "tls-client", "method-override", "rewrite-url", "original-url", "original-uri",
}

// bare are whole names.
var bare = []string{"via", "x-user", "x-group", "x-role", "x-mail", "x-ip", "x-port", "x-proto", "x-protocol", "x-url", "x-uri", "eppn", "uri", "url"}

// credentials are, of the families that speak of a visitor, what clients log in with: X-Auth-Token, X-User-Id and their
// like are the REST logins of chat and feed servers.
var credentials = map[string][]string{
	"x-auth-": {
		"token", "key", "secret", "signature", "sign", "timestamp", "time", "date", "nonce", "code", "session", "password", "pass", "apikey", "api-key",
		"access-token", "client", "client-id", "otp", "version",
	},
	"x-user-": {
		"id", "token", "key", "secret", "agent", "password", "pass", "session", "otp", "pat", "api-key", "apikey", "access-token", "locale", "language", "lang",
		"timezone", "tz", "uuid",
	},
	"x-client-": {
		"id", "secret", "key", "token", "info", "version", "name", "platform", "type", "data", "app", "os", "build", "transaction-id", "request-id", "trace-id",
		"session", "session-id", "timestamp", "nonce", "signature", "capabilities", "sdk", "language", "timezone",
	},
}

// asserted reports whether a proxy in front of a service would say that, by a name as canon makes it.
func asserted(name string) bool {
	name = strings.TrimPrefix(name, "http-")
	for family, rest := range credentials {
		if after, ok := strings.CutPrefix(name, family); ok && slices.Contains(rest, after) {
			return false
		}
	}
	return slices.Contains(bare, name) || familiesIndex.of(name) ||
		slices.ContainsFunc(marks, func(m string) bool { return strings.Contains(name, m) })
}

// plain are headers that servers, and what stands between, give a meaning to. They have one spelling.
var plain = func() map[string]bool {
	names := map[string]bool{}
	for _, n := range []string{
		"accept", "accept-charset", "accept-encoding", "accept-language", "access-control-request-headers", "access-control-request-method", "authorization",
		"cache-control", "connection", "content-disposition", "content-encoding", "content-language", "content-length", "content-location", "content-range",
		"content-type", "cookie", "date", "depth", "destination", "early-data", "expect", "from", "host", "http2-settings", "if-match", "if-modified-since",
		"if-none-match", "if-range", "if-unmodified-since", "keep-alive", "last-event-id", "max-forwards", "origin", "overwrite", "pragma", "priority", "range",
		"referer", "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-user", "sec-websocket-accept", "sec-websocket-extensions",
		"sec-websocket-key", "sec-websocket-protocol", "sec-websocket-version", "service-worker", "te", "trailer", "transfer-encoding", "upgrade", "user-agent",
	} {
		names[n] = true
	}
	return names
}()

// alias reports whether a name, which canon makes c of, is another spelling of one that has a single one.
func alias(name, c string) bool { return plain[c] && !strings.EqualFold(name, c) }
