package web

// SiteHeaders are what the site is served with, beside its policies: names and values.
func SiteHeaders() [][2]string {
	return [][2]string{
		{"X-Content-Type-Options", "nosniff"}, {"X-Frame-Options", "DENY"}, {"Referrer-Policy", "strict-origin-when-cross-origin"},
		{"Cross-Origin-Opener-Policy", "same-origin-allow-popups"}, {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
	}
}

// StrictTransport is the Strict-Transport-Security (RFC 6797) of a host that is served over https: a year, for the host
// itself; what else its owner has under the domain is theirs to say.
const StrictTransport = "max-age=31536000"

// ContentSecurity is the Content-Security-Policy of the app's pages. They may connect to anywhere over TLS, and to this
// machine, since they speak to the gateways of nodes that nobody knows beforehand, and to the chain's RPC; they run no
// script but the site's own, and scripts that the sources name. It can stand in a page, too (<meta http-equiv>), so that
// any web server may serve the site; see FrameAncestors.
func ContentSecurity(scripts string) string {
	const here = "http://localhost:* http://*.localhost:* http://127.0.0.1:* ws://localhost:* ws://*.localhost:* ws://127.0.0.1:*"
	return "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'" + scripts + "; style-src 'self' 'unsafe-inline'; " +
		"img-src 'self' data: blob:; connect-src 'self' https: wss: " + here + "; worker-src 'self'; manifest-src 'self'; " +
		"frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'"
}

// FrameAncestors is what a policy must say in a header, since pages cannot say it of themselves: nobody may frame them.
const FrameAncestors = "; frame-ancestors 'none'"

// AdminSecurity is the Content-Security-Policy of a gateway's admin pages, as a header. They speak to their own gateway and to
// nobody else, run no script but their own, and nobody may frame them. A chain's endpoint that is not empty may be asked, too:
// the demo's wallet does, which is a script of theirs.
func AdminSecurity(endpoint string) string {
	if endpoint != "" {
		endpoint = " " + endpoint
	}
	return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'" + endpoint +
		"; base-uri 'none'; form-action 'none'" + FrameAncestors
}
