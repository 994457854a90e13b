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

# static holds certificates and time zones, which due dates are computed in.
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /recourse /recourse
USER nonroot:nonroot
ENV RECOURSE_LISTEN=:8080
EXPOSE 8080
ENTRYPOINT ["/recourse"]
CMD ["server"]
