# The program alone, in an image that holds nothing else, run by a user who is
# not root.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -tags nomsgpack -ldflags "-s -w" -o /readingroom ./cmd/readingroom \
	&& mkdir /data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /readingroom /usr/local/bin/readingroom
# A volume takes over the owner of the folder it is first mounted on; large
# workbooks are unpacked under /tmp.
COPY --from=build --chown=65532:65532 /data /data
COPY --from=build --chown=65532:65532 /data /tmp
USER 65532:65532
ENV READINGROOM_DATA=/data READINGROOM_ADDR=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=6s --start-period=10s CMD ["/usr/local/bin/readingroom", "health"]
ENTRYPOINT ["/usr/local/bin/readingroom"]
CMD ["serve"]
