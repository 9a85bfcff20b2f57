package api

import (
	"bytes"
	"html/template"

	"github.com/gofiber/fiber/v2"

	"berth/assets/words"
	"berth/shared/wire"
)

func (a noticeRoutes) postMail(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	var r wire.MailRequest
	if err := body(c, &r); err != nil {
		return err
	}
	if err := limit(c, a.wishes, s.Address.String()); err != nil {
		return err
	}
	m, err := a.cfg.Notices.AddMail(c.UserContext(), s.Address, r)
	if err != nil {
		return err
	}
	return c.Status(201).JSON(m)
}

func (a noticeRoutes) deleteMail(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	if err := a.cfg.Notices.RemoveMail(c.UserContext(), s.Address); err != nil {
		return err
	}
	return c.SendStatus(204)
}

// mailPage is what a link in a mail opens: it says what the button does, runs no script and knows nobody's session.
var mailPage = template.Must(template.New("mail").Parse(`<!doctype html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>{{.Title}}</title>
<style>
:root { color-scheme: light dark; --ground: #F6F7F9; --ink: #0B1F33; --muted: #51637A; --sea: #0B6E6E; --on: #fff; --card: #fff; --line: #DDE3EA }
@media (prefers-color-scheme: dark) { :root { --ground: #0B141F; --ink: #E6EDF3; --muted: #93A4B8; --sea: #4CC2B4; --on: #0B141F; --card: #121E2C; --line: #23344A } }
body { margin: 0; padding: 24px 16px; background: var(--ground); color: var(--ink); font: 17px/1.5 system-ui, "PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif }
main { max-width: 480px; margin: 8vh auto 0; padding: 24px; background: var(--card); border: 1px solid var(--line); border-radius: 12px }
h1 { margin: 0 0 12px; font-size: 21px; line-height: 1.3 } p { margin: 0 0 20px; color: var(--muted) }
button { min-height: 44px; padding: 0 20px; border: 0; border-radius: 8px; background: var(--sea); color: var(--on); font: inherit; font-weight: 600; cursor: pointer }
button:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px }
</style></head><body><main><h1>{{.Title}}</h1><p>{{.Text}}</p>{{if .Button}}<form method="post"><button>{{.Button}}</button></form>{{end}}</main></body></html>
`))

// mailSecurity is the policy of that page.
const mailSecurity = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

func sendMailPage(c *fiber.Ctx, lang, what string, asks bool) error {
	v := struct{ Lang, Title, Text, Button string }{Lang: lang}
	v.Title, v.Text = words.Say(lang, what)
	if asks {
		v.Button, _ = words.Say(lang, what+":do")
	}
	var page bytes.Buffer
	if err := mailPage.Execute(&page, v); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderContentSecurityPolicy, mailSecurity)
	return c.Send(page.Bytes())
}

// getMailLink says what a link in a mail is for. It changes nothing: programs that look for dangerous links open each.
func (a noticeRoutes) getMailLink(c *fiber.Ctx) error {
	if err := limit(c, a.askers, a.ip(c)); err != nil {
		return err
	}
	what, lang, err := a.cfg.Notices.Mailed(c.UserContext(), c.Params("token"))
	if err != nil {
		return err
	}
	return sendMailPage(c, lang, "mail:"+what, true)
}

// postMailLink does it: by the page's button, or for stop by a mail program on its own (RFC 8058). No session is needed.
func (a noticeRoutes) postMailLink(c *fiber.Ctx) error {
	if err := limit(c, a.askers, a.ip(c)); err != nil {
		return err
	}
	what, lang, err := a.cfg.Notices.Mail(c.UserContext(), c.Params("token"))
	if err != nil {
		return err
	}
	return sendMailPage(c, lang, "mail:"+what+":done", false)
}
