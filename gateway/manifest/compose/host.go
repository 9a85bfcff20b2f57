package compose

import (
	"path"
	"slices"
	"strings"
)

// fileEndings are those of files: what has none of them, and no other dot, is a folder.
var fileEndings = strings.Fields("conf cfg cnf ini json json5 yml yaml toml xml sql sh bash env txt pem crt cer key cert js mjs cjs ts tsx jsx py php html htm md lua tmpl tpl template " +
	"properties rules list csv log db sqlite sqlite3 so bin jar war zip gz tgz wasm lic service j2 hcl rb go css svg png ico jpg jpeg gif vcl ctmpl cue htpasswd passwd example local dist default " +
	"config exs ex hujson pub xsl graphql prisma sock acl users cron pl mmdb ovpn p12 jks keytab")

// isFile tells a file from a folder by what they are called.
func isFile(source, target string) bool {
	if strings.HasSuffix(source, "/") || strings.HasSuffix(target, "/") {
		return false
	}
	ends := func(p string) bool {
		base := path.Base(p)
		ext := strings.ToLower(strings.TrimPrefix(path.Ext(base), "."))
		return ext != "" && slices.Contains(fileEndings, ext) || strings.HasPrefix(base, ".env") ||
			slices.Contains([]string{"Caddyfile", "Dockerfile", "Makefile", "Procfile", "crontab", "Corefile", "authorized_keys", "passwd"}, base)
	}
	return ends(source) || ends(target)
}
