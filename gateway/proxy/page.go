package proxy

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"

	"berth/gateway/lease/book"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/web"
)

//go:embed page.html
var pageText string

var page = template.Must(template.New("page").Parse(pageText))

// words are a reason in one language: what is the matter, and what to do about it.
type words struct{ Title, Remedy string }

// reason is why a request did not reach a service.
type reason struct {
	status  int
	code    problem.Code
	en, zh  words
	retry   int // seconds after which a page tries again by itself; 0: it does not
	order   order.ID
	figures map[string]string
}

func (r reason) at(id order.ID) reason {
	r.order = id
	return r
}

func (r reason) with(key, value string) reason {
	r.figures = map[string]string{key: value}
	return r
}

var (
	notFound = reason{status: 404, code: problem.NotFound,
		en: words{"There is nothing here", "Check the address, or open the service from your order's page."},
		zh: words{"这里什么也没有", "请检查地址，或从订单页面打开服务。"}}
	closed = reason{status: 401, code: problem.LoginNeeded,
		en: words{"This service is private", "Open it from its order's page with the wallet that rents it: that gives this browser its key. Or ask its owner for a link."},
		zh: words{"这是私有服务", "请用租用它的钱包在订单页面中打开，浏览器便会获得钥匙；或向服务的主人索取链接。"}}
	spent = reason{status: 401, code: problem.Expired,
		en: words{"This link has been used or is too old", "A link to a private service works once, within a minute. Open the service again from its order's page."},
		zh: words{"链接已使用或已过期", "私有服务的链接只能使用一次，有效期一分钟。请从订单页面重新打开服务。"}}
	orderOver = reason{status: 410, code: problem.OrderEnded,
		en: words{"This order has ended", "Its services have stopped. Its data is kept for a while; the order's page shows until when."},
		zh: words{"订单已结束", "服务已停止。数据会保留一段时间，期限见订单页面。"}}
	stopped = reason{status: 503, code: problem.ServiceStopped,
		en: words{"This service is stopped", "Its owner stopped it. It can be started again from the order's page."},
		zh: words{"服务已停止", "服务由其主人停止，可在订单页面重新启动。"}}
	notDeployed = reason{status: 503, code: problem.NotDeployed,
		en: words{"Nothing is deployed here yet", "Deploy a service from the order's page."},
		zh: words{"这里尚未部署服务", "请在订单页面部署服务。"}}
	starting = reason{status: 503, code: problem.Starting, retry: 1,
		en: words{"The service is starting", "This page tries again by itself."},
		zh: words{"服务正在启动", "页面会自动重试。"}}
	broken = reason{status: 503, code: problem.Failed,
		en: words{"The service does not start", "The order's page shows its last log lines."},
		zh: words{"服务无法启动", "最近的日志见订单页面。"}}
	unreachable = reason{status: 502, code: problem.Unavailable, retry: 2,
		en: words{"The service does not answer", "It may be restarting. This page tries again by itself."},
		zh: words{"服务没有响应", "它可能正在重启，页面会自动重试。"}}
	slow = reason{status: 504, code: problem.Timeout,
		en: words{"The service took too long to answer", "Try again, or look at its logs on the order's page."},
		zh: words{"服务响应超时", "请重试，或在订单页面查看日志。"}}
	tooLarge = reason{status: 413, code: problem.TooLarge,
		en: words{"This upload is too large", "This node has a limit for a single request. Send it in parts."},
		zh: words{"上传内容过大", "此节点限制单个请求的大小，请分批发送。"}}
	usedUp = reason{status: 509, code: problem.TrafficUsedUp,
		en: words{"The order's traffic is used up", "All the traffic that was bought has been used. Rent more on the order's page."},
		zh: words{"订单的流量已用完", "所购流量已全部使用，请在订单页面追加。"}}
	crossSite = reason{status: 403, code: problem.CrossSite,
		en: words{"Another site asked for this", "A private service can only be used from its own pages."},
		zh: words{"请求来自其他网站", "私有服务只能从它自己的页面使用。"}}
	often = reason{status: 429, code: problem.TooMany, retry: 1,
		en: words{"This was asked too often", "Try again in a moment."},
		zh: words{"请求过于频繁", "请稍后重试。"}}
	shut = reason{status: 502, code: problem.Unavailable,
		en: words{"The service could not be opened", "Open it again from its order's page."},
		zh: words{"无法打开服务", "请从订单页面重新打开。"}}
	internal = reason{status: 500, code: problem.Internal,
		en: words{"Something went wrong on the node", "Try again in a minute."},
		zh: words{"节点出错", "请稍后重试。"}}
)

// noTraffic is why nothing passes for an order that has used what it may, and when that changes.
func (p *Proxy) noTraffic(t book.Target) reason {
	if t.Opens.IsZero() {
		return usedUp
	}
	at, more := t.Opens.UTC(), strconv.FormatUint(t.More>>20, 10)+" MiB"
	if t.More < 1<<20 {
		more = strconv.FormatUint(t.More>>10, 10) + " KiB"
	}
	return reason{
		status: 509, code: problem.TrafficNotOpen, retry: max(int(time.Until(t.Opens)/time.Second)+1, 1),
		en:      words{"The traffic that is open so far is used up", "Traffic opens as the order is paid for: " + more + " more at " + at.Format("2006-01-02 15:04") + " UTC."},
		zh:      words{"目前开放的流量已用完", "流量随订单付费逐步开放：" + at.Format("2006-01-02 15:04") + "（UTC）再开放 " + more + "。"},
		figures: map[string]string{"at": at.Format(time.RFC3339), "bytes": strconv.FormatUint(t.More, 10)},
	}
}

// refuse explains itself: to a browser that wants a page with one, to everything else with a problem document.
func (p *Proxy) refuse(w http.ResponseWriter, r *http.Request, why reason) {
	if p.cfg.Seen != nil {
		p.cfg.Seen(why.status)
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Add("Vary", "Accept, Accept-Language")
	p.secure(h)
	if why.status == 401 {
		h.Set("WWW-Authenticate", `Berth realm="service"`)
	}
	if why.retry > 0 {
		h.Set("Retry-After", strconv.Itoa(why.retry))
	}
	if !wantsPage(r) {
		pr := problem.New(why.status, why.code, "%s", why.en.Title).Remedy("%s", why.en.Remedy)
		pr.Figures = why.figures
		if why.order != 0 {
			pr.With("order", why.order.String())
		}
		body := web.Problem(pr, h.Set)
		w.WriteHeader(why.status)
		w.Write(body)
		return
	}
	lang, text, link, orderWord := "en", why.en, "To the order's page", "Order"
	if web.PrefersChinese(r.Header.Get("Accept-Language")) {
		lang, text, link, orderWord = "zh", why.zh, "前往订单页面", "订单"
	}
	app := ""
	if p.cfg.App != "" && why.order != 0 {
		app = strings.TrimSuffix(p.cfg.App, "/") + "/orders/" + why.order.String()
	}
	var out bytes.Buffer
	err := page.Execute(&out, map[string]any{
		"Lang": lang, "Text": text, "Order": why.order, "OrderWord": orderWord, "App": app, "Link": link, "Retry": why.retry, "Status": why.status,
	})
	if err != nil {
		p.cfg.Log.Error("page", "err", err)
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", lang)
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	w.WriteHeader(why.status)
	if r.Method != http.MethodHead {
		w.Write(out.Bytes())
	}
}

// wantsPage reports whether a person is looking: what asks for HTML by name.
func wantsPage(r *http.Request) bool {
	return r.Header.Get("Upgrade") == "" && strings.Contains(r.Header.Get("Accept"), "text/html")
}
