# The image of `recourse server`, `recourse worker` and the other subcommands: one static binary, no shell,
# no root. Health checks use `recourse health`.

FROM node:20-bookworm-slim AS pages
WORKDIR /src/ui
COPY ui/package.json ui/package-lock.json ui/.npmrc ./
RUN npm ci
COPY ui/ ./
RUN npm run build

FROM golang:1.26-bookworm AS build
ENV CGO_ENABLED=0
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=pages /src/ui/dist ./ui/dist
RUN go build -trimpath -buildvcs=false -ldflags='-s -w' -o /recourse ./cmd/recourse

# Nothing but the binary, which carries the time zones that due dates are computed in, and the certificates
# that prove who the mail provider is.
FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /recourse /recourse
USER 65532:65532
ENV RECOURSE_LISTEN=:8080
EXPOSE 8080
ENTRYPOINT ["/recourse"]
CMD ["server"]
