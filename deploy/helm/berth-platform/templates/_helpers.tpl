{{/* What all of a release's objects are called. */}}
{{- define "platform.name" -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- end }}

{{/* By these a pod is found; they never change. */}}
{{- define "platform.selector" -}}
app.kubernetes.io/name: berth-platform
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "platform.labels" -}}
{{ include "platform.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "platform.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end }}

{{/* A setting as its variable has it: lists with commas, whole numbers without a power of ten. */}}
{{- define "platform.text" -}}
{{- if kindIs "slice" . -}}
{{- $all := list -}}
{{- range . }}{{ $all = append $all (include "platform.text" .) }}{{ end -}}
{{- join "," $all -}}
{{- else if and (kindIs "float64" .) (eq (float64 (int64 .)) .) -}}
{{- int64 . -}}
{{- else -}}
{{- . -}}
{{- end -}}
{{- end }}

{{/* What no schema can say, and what would only show once it runs. */}}
{{- define "platform.check" -}}
{{- if and (not .Values.rpc.url) (not .Values.rpc.secret) -}}
{{- fail "rpc: needs url, the chain's RPC, or secret, the name of a Secret that has it" -}}
{{- end -}}
{{- if and .Values.rpc.url .Values.rpc.secret -}}
{{- fail "rpc: has both url and secret; remedy: leave one of them empty" -}}
{{- end -}}
{{- if and (gt (int .Values.replicas) 1) (not .Values.mongodb.secret) -}}
{{- fail "mongodb.secret: more than one replica needs a database that they share; remedy: name a Secret with its URI, or replicas: 1" -}}
{{- end -}}
{{- $tls := .Values.tls -}}
{{- if and (eq $tls.mode "proxy") (not $tls.proxies) -}}
{{- fail "tls.proxies: needs the addresses or networks of the proxies in front" -}}
{{- end -}}
{{- if and (eq $tls.mode "secret") (not $tls.secret) -}}
{{- fail "tls.secret: needs the name of a Secret of the type kubernetes.io/tls" -}}
{{- end -}}
{{- if and (ne $tls.mode "none") (not (hasPrefix "https://" .Values.publicURL)) -}}
{{- fail "publicURL: must be https:// with this tls.mode" -}}
{{- end -}}
{{- if and .Values.ingress.enabled (ne $tls.mode "proxy") -}}
{{- fail "ingress.enabled: an ingress controller has the certificate; remedy: tls.mode: proxy" -}}
{{- end -}}
{{- range $name, $_ := .Values.settings -}}
{{- if has $name (list "public-url" "name" "listen" "listen-http" "ops" "data" "mongodb-uri" "site" "rpc" "addresses" "proxies" "tls-cert" "tls-key" "otlp-endpoint") -}}
{{- fail (printf "settings.%s: the chart sets it by a value of its own" $name) -}}
{{- end -}}
{{- end -}}
{{- end }}
