package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// subject is what is measured.
type subject struct {
	name   string
	addr   string
	host   string
	cookie string
	proc   *process // nil: it is no proxy
	tls    bool
}

func (s subject) get(path string, lines ...string) string {
	return "GET " + path + " HTTP/1.1\r\nHost: " + s.host + "\r\nCookie: " + s.cookie + "\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n" +
		"Accept: text/html,application/xhtml+xml\r\nAccept-Language: en-US,en;q=0.5\r\nAccept-Encoding: gzip, deflate, br\r\n" + strings.Join(append(lines, "\r\n"), "\r\n")
}

const nginxConfig = `
daemon off; master_process on; worker_processes 2; worker_rlimit_nofile 65536; pid %[1]s/nginx.pid; error_log %[1]s/nginx.log warn;
events { worker_connections 16384; }
http {
  access_log off; keepalive_requests 1000000000; sendfile on; tcp_nopush on; client_max_body_size 0; proxy_request_buffering off; proxy_buffering off;
  client_body_temp_path %[1]s/b; proxy_temp_path %[1]s/p; fastcgi_temp_path %[1]s/f; uwsgi_temp_path %[1]s/u; scgi_temp_path %[1]s/s;
  upstream app { server %[2]s; keepalive 128; keepalive_requests 1000000000; }
  proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header Host $host;
  %[6]s
  server { listen %[3]s%[5]s; location / { proxy_pass http://app; } }
  server {
    listen %[4]s%[5]s;
    location / { auth_request /check; proxy_pass http://app; }
    location = /check { internal; proxy_pass http://app/auth; proxy_pass_request_body off; proxy_set_header Content-Length ""; }
  }
}
`

const caddyConfig = `
{
	admin off
	auto_https off
	persist_config off
}
%[4]s://%[2]s {
	bind %[3]s
	%[5]s
	forward_auth %[1]s {
		uri /auth
	}
	reverse_proxy %[1]s
}
`

const traefikConfig = `
log: {level: ERROR}
entryPoints: {web: {address: "%[2]s"%[4]s, transport: {respondingTimeouts: {readTimeout: 0}}}}
providers: {file: {filename: "%[3]s"}}
`

const traefikRoutes = `
http:
  routers: {all: {rule: "PathPrefix(%[2]s)", service: app, middlewares: [check]}}
  middlewares: {check: {forwardAuth: {address: "http://%[1]s/auth"}}}
  services: {app: {loadBalancer: {servers: [{url: "http://%[1]s"}]}}}
`

// rivals starts those that are there, and says of the others what is missing.
func rivals(s settings, dir, to string) (all []subject, missing []string, err error) {
	cert, key := "", ""
	if s.tls {
		if cert, key, err = certificate(dir); err != nil {
			return nil, nil, err
		}
	}
	cookie := "session=" + strings.Repeat("c", 43)
	add := func(name, addr string, p *process) error {
		if err := listens(addr); err != nil {
			return fmt.Errorf("%s does not listen: %w\n%s", name, err, p.log)
		}
		all = append(all, subject{name, addr, addr, cookie, p, s.tls})
		return nil
	}
	write := func(name, text string) (string, error) {
		path := filepath.Join(dir, name)
		return path, os.WriteFile(path, []byte(text), 0o600)
	}
	if path, lookErr := exec.LookPath("nginx"); lookErr != nil {
		missing = append(missing, "nginx is not there: apt-get install nginx-light")
	} else {
		bare, auth := freeAddr(), freeAddr()
		listen, secure := "", ""
		if s.tls {
			listen, secure = " ssl", fmt.Sprintf("ssl_certificate %s; ssl_certificate_key %s; ssl_session_cache shared:s:1m;", cert, key)
		}
		conf, err := write("nginx.conf", fmt.Sprintf(nginxConfig, dir, to, bare, auth, listen, secure))
		if err != nil {
			return nil, nil, err
		}
		p, err := start(nil, path, "-c", conf, "-p", dir)
		if err != nil {
			return nil, nil, err
		}
		if err := add(nginxAuth, auth, p); err != nil {
			return all, nil, err
		}
		if err := add(nginxBare, bare, p); err != nil {
			return all, nil, err
		}
	}
	if _, statErr := os.Stat(s.caddy); statErr != nil {
		missing = append(missing, "Caddy is not there: make "+s.caddy)
	} else {
		addr := freeAddr()
		host, _, _ := strings.Cut(addr, ":")
		scheme, secure := "http", ""
		if s.tls {
			scheme, secure = "https", fmt.Sprintf("tls %s %s", cert, key)
		}
		conf, err := write("Caddyfile", fmt.Sprintf(caddyConfig, to, addr, host, scheme, secure))
		if err != nil {
			return all, nil, err
		}
		p, err := start([]string{"HOME=" + dir}, s.caddy, "run", "--config", conf, "--adapter", "caddyfile")
		if err != nil {
			return all, nil, err
		}
		if err := add(caddyAuth, addr, p); err != nil {
			return all, nil, err
		}
	}
	if _, statErr := os.Stat(s.traefik); statErr != nil {
		missing = append(missing, "Traefik is not there: -traefik names its binary")
		return all, missing, nil
	}
	addr := freeAddr()
	secure, pair := "", ""
	if s.tls {
		secure, pair = ", http: {tls: {}}", fmt.Sprintf("\ntls: {certificates: [{certFile: %q, keyFile: %q}]}\n", cert, key)
	}
	routes, err := write("routes.yml", fmt.Sprintf(traefikRoutes, to, "`/`")+pair)
	if err != nil {
		return all, nil, err
	}
	conf, err := write("traefik.yml", fmt.Sprintf(traefikConfig, to, addr, routes, secure))
	if err != nil {
		return all, nil, err
	}
	p, err := start(nil, s.traefik, "--configFile="+conf)
	if err != nil {
		return all, nil, err
	}
	return all, missing, add(traefikAuth, addr, p)
}
