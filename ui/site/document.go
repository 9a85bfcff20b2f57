package site

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"sort"
	"strings"

	node "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"berth/ui/frame"
	"berth/ui/text"
)

// document makes a page out of what go-app rendered: its own head, the rendered body made tidy, and a thin line for the
// progress of loading in place of go-app's curtain, which would hide the text until the WASM file has arrived.
func (b *builder) document(raw []byte, l text.Lang, r frame.Route) ([]byte, error) {
	doc, err := node.Parse(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("parse: %w", err)
	}
	root := first(doc, func(n *node.Node) bool { return n.DataAtom == atom.Body })
	if root != nil {
		root = first(root, func(n *node.Node) bool { return n.Type == node.ElementNode && n.Parent == root })
	}
	if root == nil {
		return nil, errors.New("nothing was rendered")
	}
	tidy(root)
	var body bytes.Buffer
	if err := node.Render(&body, root); err != nil {
		return nil, fmt.Errorf("render: %w", err)
	}
	t := text.In(l)
	title := esc(t.Say(r.Title))
	policy, about, painted, asked := "", "", "", ""
	if b.site.policy != "" {
		policy = fmt.Sprintf(policyMark, esc(b.site.policy))
	}
	if b.site.base == "" {
		about = fmt.Sprintf(appMarks, title, esc(t.Say(text.AppLine)))
		painted = `<script defer src="/web/early.js" fetchpriority="high"></script>` + "\n"
	}
	// What the script will ask for is asked for at once.
	if (r.Name == "home" || r.Name == "explore") && b.site.early[r.Name] != "" {
		asked = fmt.Sprintf(preload, "/api/info") + fmt.Sprintf(preload, esc(b.site.early[r.Name]))
	}
	return fmt.Appendf(nil, skeleton, l.Tag(), policy, title, esc(t.Say(b.site.Summary)), about, b.site.base, body.String(), esc(t.Say(text.Loading)), esc(t.Say(text.NoScript)), painted, b.size, esc(b.cfg.Version), b.program(), b.kept(), asked), nil
}

// skeleton keeps to what a strict content security policy allows, and carries that policy before all that it is about, for web
// servers that send none: no inline script, no inline style. The ids are those that go-app's script looks for. Behind such a policy a browser
// does not look ahead: what stands below a script that it has to run at once is asked for only once it has. So that script is the last.
const skeleton = `<!doctype html>
<html lang="%[1]s">
<head>
<meta charset="utf-8">
%[2]s<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>%[3]s</title>
<meta name="description" content="%[4]s">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#F6F7F9" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#0B141F" media="(prefers-color-scheme: dark)">
<link rel="stylesheet" href="%[6]s/web/style.css">
%[15]s%[10]s<script defer src="%[6]s/wasm_exec.js"></script>
<script defer src="%[6]s/app.js"></script>
<script defer src="%[6]s/web/start.js" data-size="%[11]d" data-version="%[12]s" data-program="%[13]s"></script>
<script src="%[6]s/web/boot.js" data-program="%[13]s" data-kept="%[14]s"></script>
<link rel="icon" href="%[6]s/web/icon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="%[6]s/web/icon-maskable-512.png">
%[5]s</head>
<body>
%[7]s
<div id="app-wasm-loader" class="boot" role="status"><span class="boot-word">%[8]s</span> <span id="app-wasm-loader-label" class="num"></span></div>
<noscript><p class="noscript">%[9]s</p></noscript>
</body>
</html>
`

// policyMark is the policy of a page in itself.
const policyMark = `<meta http-equiv="Content-Security-Policy" content="%s">
`

// appMarks are of a site that may be installed, and shown by others.
const appMarks = `<meta name="mobile-web-app-capable" content="yes">
<meta property="og:type" content="website">
<meta property="og:title" content="%s">
<meta property="og:description" content="%s">
<meta property="og:image" content="/web/icon-512.png">
<link rel="manifest" href="/manifest.webmanifest">
`

// preload is of an answer of the platform that a page is painted with.
const preload = `<link rel="preload" as="fetch" crossorigin href="%s">
`

// within is what a page has in its landmark.
func within(page []byte) ([]byte, error) {
	doc, err := node.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, fmt.Errorf("parse: %w", err)
	}
	landmark := first(doc, func(n *node.Node) bool { return n.DataAtom == atom.Main })
	if landmark == nil || landmark.FirstChild == nil {
		return nil, errors.New("nothing is in its landmark")
	}
	var out bytes.Buffer
	if err := node.Render(&out, landmark.FirstChild); err != nil {
		return nil, fmt.Errorf("render: %w", err)
	}
	return out.Bytes(), nil
}

func esc(s string) string { return html.EscapeString(s) }

// tidy undoes what go-app's encoder does to the tree: indentation, which the browser's rendering does not have;
// attributes in random order; and boolean attributes, where it writes "true" as nothing and "false" as a presence.
func tidy(n *node.Node) {
	kept := n.Attr[:0]
	for _, a := range n.Attr {
		switch {
		case boolean[a.Key]:
			if a.Val == "false" {
				continue
			}
			a.Val = ""
		case strings.HasPrefix(a.Key, "aria-") && a.Val == "":
			a.Val = "true"
		}
		kept = append(kept, a)
	}
	n.Attr = kept
	sort.Slice(n.Attr, func(i, j int) bool { return n.Attr[i].Key < n.Attr[j].Key })

	var next *node.Node
	for c := n.FirstChild; c != nil; c = next {
		next = c.NextSibling
		if c.Type == node.TextNode {
			if c.Data = strings.TrimSpace(c.Data); c.Data == "" {
				n.RemoveChild(c)
			}
			continue
		}
		tidy(c)
	}
}

var boolean = map[string]bool{
	"disabled": true, "checked": true, "hidden": true, "open": true, "selected": true, "required": true, "readonly": true,
	"multiple": true, "inert": true, "autofocus": true,
}

func first(n *node.Node, ok func(*node.Node) bool) *node.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if ok(c) {
			return c
		}
		if d := first(c, ok); d != nil {
			return d
		}
	}
	return nil
}
