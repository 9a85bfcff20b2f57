{{/* What all of a release's objects are called, the service account too. */}}
{{- define "berth.name" -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- end }}

{{- define "berth.account" -}}
{{- .Values.serviceAccount.name | default (include "berth.name" .) -}}
{{- end }}

{{/* By these a pod is found; they never change. */}}
{{- define "berth.selector" -}}
app.kubernetes.io/name: berth-gateway
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "berth.labels" -}}
{{ include "berth.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "berth.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end }}

{{/* A setting as its variable has it: lists with commas, whole numbers without a power of ten. */}}
{{- define "berth.text" -}}
{{- if kindIs "slice" . -}}
{{- $all := list -}}
{{- range . }}{{ $all = append $all (include "berth.text" .) }}{{ end -}}
{{- join "," $all -}}
{{- else if and (kindIs "float64" .) (eq (float64 (int64 .)) .) -}}
{{- int64 . -}}
{{- else -}}
{{- . -}}
{{- end -}}
{{- end }}

{{/* What no schema can say, and what would only show once the gateway runs. */}}
{{- define "berth.check" -}}
{{- if ne .Release.Namespace "berth-gateway" -}}
{{- fail (printf "the namespace is %q: the policies that confine a gateway go by the namespace berth-gateway; remedy: --namespace berth-gateway" .Release.Namespace) -}}
{{- end -}}
{{- with lookup "v1" "Namespace" "" .Release.Namespace -}}
{{- if ne (dig "metadata" "labels" "berth/gateway" "" .) "true" -}}
{{- fail "the namespace berth-gateway lacks a label, without which the gateway does not reach the pods of its orders; remedy: kubectl label namespace berth-gateway berth/gateway=true" -}}
{{- end -}}
{{- end -}}
{{- if and (not .Values.rpc.url) (not .Values.rpc.secret) -}}
{{- fail "rpc: needs url, the chain's RPC, or secret, the name of a Secret that has it" -}}
{{- end -}}
{{- if and .Values.rpc.url .Values.rpc.secret -}}
{{- fail "rpc: has both url and secret; remedy: leave one of them empty" -}}
{{- end -}}
{{- if and (has (index .Values.settings "reach-pods" | default "direct") (list "api" "auto")) (not .Values.rbac.forward) -}}
{{- fail "settings.reach-pods: pods are reached through the API server only with the right to it; remedy: rbac.forward: true" -}}
{{- end -}}
{{- $tls := .Values.tls -}}
{{- if and (eq $tls.mode "acme") (not $tls.agree) -}}
{{- fail "tls.agree: certificates are got from an authority whose terms you agree to with true; remedy: that, or another tls.mode" -}}
{{- end -}}
{{- if and $tls.dns.provider (not $tls.dns.secret) -}}
{{- fail "tls.dns.secret: needs the name of a Secret with what the DNS provider wants" -}}
{{- end -}}
{{- if and (eq $tls.mode "secret") (not $tls.secret) -}}
{{- fail "tls.secret: needs the name of a Secret of the type kubernetes.io/tls" -}}
{{- end -}}
{{- if and (eq $tls.mode "proxy") (not $tls.proxies) -}}
{{- fail "tls.proxies: needs the addresses or networks of the proxies in front" -}}
{{- end -}}
{{- range $name, $_ := .Values.settings -}}
{{- if has $name (list "node" "domain" "rpc" "addresses" "price" "operator-key" "secrets-key" "runtime" "listen" "listen-http" "ssh" "admin" "data" "name" "region" "behind-proxy" "proxies" "tls-agree" "tls-email" "tls-cert" "tls-key" "tls-dns" "tls-dns-secret" "tls-dns-server" "tls-dns-key-name" "scheme" "ssh-port" "otlp-endpoint") -}}
{{- fail (printf "settings.%s: the chart sets it by a value of its own" $name) -}}
{{- end -}}
{{- end -}}
{{- end }}
