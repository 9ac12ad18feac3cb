{{/*
Everything is called after the release. 52 characters, because a StatefulSet's pods carry its name and a hash of
eleven in a label, and a label holds 63.
*/}}
{{- define "millrace.name" -}}
{{- default .Release.Name .Values.nameOverride | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- define "millrace.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "millrace.labels" -}}
{{ include "millrace.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | trunc 63 | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "millrace.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- define "millrace.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{ .Values.serviceAccount.name | default (include "millrace.name" .) }}
{{- else -}}
{{ .Values.serviceAccount.name | default "default" }}
{{- end -}}
{{- end -}}

{{/* The environment variable that carries a secret property's value. */}}
{{- define "millrace.secretVariable" -}}
SECRET_{{ regexReplaceAll "[^A-Za-z0-9]+" . "_" | upper }}
{{- end -}}

{{/* What the chart itself has to say about the service; .Values.config goes over it. */}}
{{- define "millrace.configuration" -}}
micronaut:
  application:
    name: {{ .Values.application }}
  server:
    port: {{ .Values.ports.http }}
  metrics:
    enabled: true
    export:
      prometheus:
        enabled: true
endpoints:
  all:
    port: {{ .Values.ports.management }}
  health:
    enabled: true
    sensitive: false
    details-visible: ANONYMOUS
  prometheus:
    enabled: true
    sensitive: false
kafka:
  bootstrap.servers: {{ .Values.kafka.bootstrapServers | quote }}
{{- range $name, $value := .Values.kafka.properties }}
  {{ $name }}: {{ $value | quote }}
{{- end }}
millrace:
  # Below the volume's root: that belongs to the node, and may hold a lost+found.
  state-dir: /var/lib/millrace/state
  membership: {{ .Values.membership }}
  {{- with .Values.sessionTimeout }}
  session-timeout: {{ . }}
  {{- end }}
{{- range $property, $source := .Values.secretProperties }}
{{ $property }}: ${ {{- include "millrace.secretVariable" $property -}} }
{{- end }}
{{- end -}}

{{- define "millrace.applicationYml" -}}
{{- mustMergeOverwrite (include "millrace.configuration" . | fromYaml) (deepCopy .Values.config) | toYaml -}}
{{- end -}}
