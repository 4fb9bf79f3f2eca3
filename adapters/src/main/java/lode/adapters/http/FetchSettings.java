package lode.adapters.http;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import lode.domain.url.Cidr;

/**
 * How pages are fetched.
 *
 * @param userAgent names Lode and where to complain
 * @param totalTimeout of a whole request, body included
 * @param allowedNetworks networks that every crawl may reach besides public ones
 * @param allowedPorts ports that may be fetched
 */
public record FetchSettings(
    String userAgent,
    Duration connectTimeout,
    Duration readTimeout,
    Duration totalTimeout,
    List<Cidr> allowedNetworks,
    Set<Integer> allowedPorts) {}
