package proxy

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"berth/gateway/door"
	"berth/gateway/lease/book"
	"berth/shared/problem"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// A ticket is changed for the cookie without any navigation to the service's host that carries it: a service worker
// there, which the service may have left, sees each of them. The link leads to a page on the gateway's own host, and
// that one hands the ticket in by a request of its own, which no worker of another origin gets to see. Why it is done
// like this, and what is done where browsers keep the two hosts apart: docs/decisions/entering.md.

//go:embed door.html
var doorText string

//go:embed door.js
var doorScript string

var (
	doorPage = template.Must(template.New("door").Parse(doorText))
	doorHash = func() string {
		sum := sha256.Sum256([]byte(doorScript))
		return base64.StdEncoding.EncodeToString(sum[:])
	}()
)

// formBytes bounds what is handed in at the door.
const formBytes = 8 << 10

// opening is what a page says that changes a ticket or a link.
var opening = reason{
	en: words{"The service is being opened …", "This takes JavaScript; turn it on for this page."},
	zh: words{"正在打开服务……", "需要 JavaScript，请为此页面启用。"}}

// EnterURL is the link that opens a service, of which service is the address, with a ticket, and lands on a path. With the
// address of a host of its user's own, which may be empty, it opens the service there.
func EnterURL(service, own, ticket, to string) string {
	scheme, host, _ := strings.Cut(service, "://")
	label, domain, _ := strings.Cut(host, ".")
	if own != "" && own != service {
		_, host, _ = strings.Cut(own, "://")
		label, _ = split(host)
	}
	return scheme + "://" + domain + Prefix + "enter/" + label + "?" + url.Values{"ticket": {ticket}, "to": {to}}.Encode()
}

// LinkURL is the link that opens a service, of which url is the address, with a share link's token. No server gets to see
// what is behind the #.
func LinkURL(service, token string) string {
	scheme, host, _ := strings.Cut(service, "://")
	label, domain, _ := strings.Cut(host, ".")
	return scheme + "://" + domain + Prefix + "enter/" + label + "#" + token
}

// failures are why a page on the gateway's own host says that a service was not opened, by a problem's code.
var failures = map[string]reason{
	string(problem.Expired): spent, string(problem.NotFound): notFound, string(problem.OrderEnded): orderOver,
	string(problem.LinkUnknown): linkUnknown, string(problem.LinkExpired): linkExpired, string(problem.LinkUsedUp): linkUsedUp,
	string(problem.LinkRevoked): linkRevoked, string(problem.LinkShut): linkShut, string(problem.TooMany): often,
}

// at is the service whose label below the domain, or whose user's own host, a link to the door names, and its host.
func (p *Proxy) at(named string) (to service, host string, ok bool) {
	if name, id, ok := Parse(named); ok {
		return service{order: id, name: name}, Host(p.host, id, name), true
	}
	host = named
	if p.port != "" {
		host += ":" + p.port
	}
	place, ok := p.lookup(host)
	return service{order: place.Order, name: place.Service, user: place.User, custom: ok}, host, ok
}

// front serves the gateway's own paths on its own host.
func (p *Proxy) front(w http.ResponseWriter, r *http.Request) {
	label, ok := strings.CutPrefix(r.URL.Path, Prefix+"enter/")
	to, host, valid := p.at(label)
	id := to.order
	if !ok || !valid || r.Method != http.MethodGet {
		p.refuse(w, r, notFound)
		return
	}
	q := r.URL.Query()
	if failed := q.Get("failed"); failed != "" {
		why, ok := failures[failed]
		if !ok {
			why = shut
		}
		p.refuse(w, r, why.at(id).by(label))
		return
	}
	h := w.Header()
	p.secure(h)
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	if !wantsPage(r) && r.Header.Get("Sec-Fetch-Mode") == "" {
		if !q.Has("ticket") {
			p.refuse(w, r, byHeader.at(id))
			return
		}
		// No browser that has service workers.
		h.Set("Location", p.cfg.Scheme+"://"+host+Prefix+"enter?"+url.Values{"ticket": {q.Get("ticket")}, "to": {q.Get("to")}}.Encode())
		w.WriteHeader(http.StatusSeeOther)
		return
	}
	lang, text, ask := "en", opening.en, pasteWords.en
	if web.PrefersChinese(r.Header.Get("Accept-Language")) {
		lang, text, ask = "zh", opening.zh, pasteWords.zh
	}
	var out bytes.Buffer
	at := p.cfg.Scheme + "://" + host
	err := doorPage.Execute(&out, map[string]any{
		"Lang": lang, "Text": text, "Ask": ask, "Host": host, "Style": template.CSS(style), "At": at + Prefix + "enter", "Ticket": q.Get("ticket"), "To": q.Get("to"),
		"Script": template.JS(doorScript),
	})
	if err != nil {
		p.cfg.Log.Error("door", "err", err)
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", lang)
	h.Set("Vary", "Accept, Accept-Language")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'sha256-"+doorHash+"'; connect-src "+at+"; form-action "+at+
		"; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'")
	w.Write(out.Bytes())
}

// own serves the gateway's own paths on a service host.
func (p *Proxy) own(w http.ResponseWriter, r *http.Request, host string, to service, t book.Target) {
	w.Header().Set("Cache-Control", "no-store")
	p.secure(w.Header())
	switch {
	case r.URL.Path == Prefix+"enter" && (r.Method == http.MethodGet || r.Method == http.MethodPost):
		p.enter(w, r, host, to, t)
	case r.URL.Path == Prefix+"leave" && r.Method == http.MethodPost:
		p.leave(w, r, host, to)
	default:
		p.refuse(w, r, notFound)
	}
}

// enter changes a ticket for the cookie.
func (p *Proxy) enter(w http.ResponseWriter, r *http.Request, host string, to service, t book.Target) {
	h := w.Header()
	desk := p.cfg.Scheme + "://" + p.host // whose page hands tickets in
	atDesk := r.Method == http.MethodPost && r.Header.Get("Origin") == desk && r.Header.Get("Sec-Fetch-Mode") != "navigate"
	if atDesk {
		h.Set("Access-Control-Allow-Origin", desk)
		h.Set("Access-Control-Allow-Credentials", "true")
		h.Set("Vary", "Origin")
	}
	switch {
	case !t.Found:
		p.refuse(w, r, notFound)
		return
	case t.Phase == wire.PhaseEnded:
		p.refuse(w, r, orderOver.at(to.order))
		return
	}
	q := r.URL.Query()
	if r.Method == http.MethodPost {
		r.Body = http.MaxBytesReader(w, r.Body, formBytes)
		if err := r.ParseForm(); err != nil {
			p.refuse(w, r, spent.at(to.order))
			return
		}
		q = r.PostForm
	}
	ticket, path := q.Get("ticket"), q.Get("to")
	sealed := !atDesk && (r.Method == http.MethodPost || q.Has("code"))
	site := r.Header.Get("Sec-Fetch-Site")
	if sealed {
		ticket, path = p.seal.open(q.Get("code"), host, web.Client(r))
	}
	link := strings.HasPrefix(ticket, "bl_")
	switch {
	case sealed && !q.Has("code"):
		p.refuse(w, r, notFound)
		return
	case sealed && r.Method == http.MethodGet && !link:
		p.refuse(w, r, spent.at(to.order))
		return
	case sealed:
	case atDesk && (site == "cross-site" || site == "" && (p.listed || to.custom)):
		// To this browser the service is another site than the gateway, and it would not keep a cookie from here. A link is handed
		// in by a form that GETs: with one that POSTs a browser would not send the cookie that it may have already.
		method := "post"
		if link {
			method = "get"
		}
		p.json(w, map[string]string{"code": p.seal.close(ticket, path, host, web.Client(r)), "method": method})
		return
	case !atDesk && link:
		p.refuse(w, r, byHeader.at(to.order))
		return
	case !atDesk && r.Header.Get("Sec-Fetch-Mode") != "":
		// Whatever brought a ticket this way, a worker may have seen it.
		if e, err := p.cfg.Entrance.Enter(ticket, to.order, to.name, t.Until, guest(r, to.own(host))); err == nil {
			if err := p.cfg.Doors.Leave(e.Cookie); err != nil {
				p.cfg.Log.Error("leave", "order", to.order, "err", err)
			}
		}
		p.refuse(w, r, spent.at(to.order))
		return
	}
	e, err := p.letIn(r, host, ticket, path, link, to, t)
	if err != nil {
		var pr *problem.Problem
		if !errors.As(err, &pr) {
			p.cfg.Log.Error("enter", "order", to.order, "err", err)
			p.refuse(w, r, internal)
			return
		}
		why, ok := failures[string(pr.Code)]
		if !ok {
			why = spent
		}
		p.refuse(w, r, why.at(to.order).by(to.label(host)))
		return
	}
	if e.Cookie != "" {
		SetCookie(w, e.Cookie, e.Until)
	}
	h.Set("Referrer-Policy", "no-referrer")
	if atDesk {
		p.json(w, map[string]string{"url": p.cfg.Scheme + "://" + host + Local(e.Landing)})
		return
	}
	h.Set("Location", Local(e.Landing))
	w.WriteHeader(http.StatusSeeOther)
}

// letIn changes a ticket, or a share link's token, for a cookie and a path to land on.
func (p *Proxy) letIn(r *http.Request, host, ticket, path string, link bool, to service, t book.Target) (door.Entry, error) {
	who := guest(r, to.own(host))
	if link {
		return p.cfg.Entrance.Redeem(ticket, t.User, to.order, to.name, path, presented(r), t.Until, who)
	}
	e, err := p.cfg.Entrance.Enter(ticket, to.order, to.name, t.Until, who)
	if path != "" {
		e.Landing = path
	}
	return e, err
}

// leave ends the cookie.
func (p *Proxy) leave(w http.ResponseWriter, r *http.Request, host string, to service) {
	if p.from(r, host, to.order) != own {
		p.refuse(w, r, crossSite)
		return
	}
	for _, cookie := range presented(r) {
		if err := p.cfg.Doors.Leave(cookie); err != nil {
			p.cfg.Log.Error("leave", "order", to.order, "err", err)
			p.refuse(w, r, internal)
			return
		}
	}
	dropCookie(w)
	w.WriteHeader(http.StatusNoContent)
}

func (p *Proxy) json(w http.ResponseWriter, v map[string]string) {
	raw, err := json.Marshal(v)
	if err != nil {
		p.cfg.Log.Error("enter", "err", err)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Write(raw)
}
