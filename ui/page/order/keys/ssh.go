package keys

import (
	"fmt"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// userOf is as whom ssh reaches a service: the first label of its host, which is <service>-<order>. The order in it is the
// first of those that replaced each other, which another service's host tells of where this one has none.
func userOf(s wire.Service, all []wire.Service) string {
	label := func(url string) string {
		_, host, _ := strings.Cut(url, "://")
		host, _, _ = strings.Cut(host, ".")
		return host
	}
	if u := label(s.URL); strings.HasPrefix(u, s.Name+"-") {
		return u
	}
	for _, o := range all {
		if n, ok := strings.CutPrefix(label(o.URL), o.Name+"-"); ok {
			return s.Name + "-" + n
		}
	}
	return ""
}

// sshLine is what is typed to reach a service; "": there is no way, or what the gateway says of it is not fit for a command.
func sshLine(ssh wire.SSH, user string) string {
	if user == "" || !fit(user) || !fit(ssh.Host) || strings.HasPrefix(ssh.Host, "-") || ssh.Port <= 0 || ssh.Port > 65535 {
		return ""
	}
	port := ""
	if ssh.Port != 22 {
		port = fmt.Sprintf("-p %d ", ssh.Port)
	}
	return fmt.Sprintf("ssh %s%s@%s", port, user, ssh.Host)
}

// fit reports whether a name may stand in a command as it is.
func fit(s string) bool {
	return s != "" && strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz0123456789-.") == ""
}

// known is a line of a known_hosts file (sshd(8)).
func known(ssh wire.SSH) string {
	host := ssh.Host
	if ssh.Port != 22 {
		host = fmt.Sprintf("[%s]:%d", ssh.Host, ssh.Port)
	}
	return host + " " + string(ssh.Key)
}

// connect are the commands that reach the order's services; none: the node has no SSH.
func (c *Panel) connect() (lines []app.UI) {
	if c.Card == nil || c.Card.SSH == nil {
		return nil
	}
	t, ssh := c.T, *c.Card.SSH
	for _, s := range c.Services {
		if line := sshLine(ssh, userOf(s, c.Services)); line != "" {
			lines = append(lines, part.Taken(t, t.Say(text.KeySSHFor, s.Name), line, "ssh-"+s.Name))
		}
	}
	if len(lines) > 0 && ssh.Key.Validate() == nil {
		lines = append(lines, app.Details().Class("more").Body(app.Summary().Text(t.Say(text.KeySSHHost)), part.Taken(t, "known_hosts", known(ssh), "ssh-known")))
	}
	return lines
}

// renderConnect says how ssh reaches the services.
func (c *Panel) renderConnect() app.UI {
	lines := c.connect()
	if len(lines) == 0 {
		return nil
	}
	t := c.T
	return app.Section().Class("panel").DataSet("test", "ssh").Body(
		append([]app.UI{app.H2().Text(t.Say(text.KeySSHTitle)), app.P().Class("small muted").Text(t.Say(text.KeySSHAdd))}, lines...)...)
}
