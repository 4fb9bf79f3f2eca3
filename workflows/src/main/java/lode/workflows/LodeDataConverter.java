package lode.workflows;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.ByteArrayPayloadConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.common.converter.NullPayloadConverter;
import io.temporal.common.converter.PayloadConverter;
import io.temporal.common.converter.ProtobufJsonPayloadConverter;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * How workflow and activity arguments travel: JSON of records' components and nothing else, at most
 * 256 KiB each. Members that a newer version added are ignored by an older one.
 */
public final class LodeDataConverter {

  /** Largest payload in bytes. Bodies and texts belong in Postgres, under their hash. */
  public static final int MAX_PAYLOAD_BYTES = 256 * 1024;

  private LodeDataConverter() {}

  /** The converter of workers and clients; both must use it. */
  public static DataConverter create() {
    return new DefaultDataConverter(
        new NullPayloadConverter(),
        new Capped(new ByteArrayPayloadConverter()),
        new Capped(new ProtobufJsonPayloadConverter()),
        new Capped(new JacksonJsonPayloadConverter(mapper())));
  }

  private static ObjectMapper mapper() {
    return JsonMapper.builder()
        .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
        // A record's derived isX() and getX() are not state.
        .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
        .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
        .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
        .build();
  }

  private record Capped(PayloadConverter inner) implements PayloadConverter {

    @Override
    public String getEncodingType() {
      return inner.getEncodingType();
    }

    @Override
    public Optional<Payload> toData(Object value) throws DataConverterException {
      Optional<Payload> payload = inner.toData(value);
      int size = payload.map(Payload::getSerializedSize).orElse(0);
      if (size > MAX_PAYLOAD_BYTES) {
        throw new DataConverterException(
            "a "
                + value.getClass().getSimpleName()
                + " of "
                + size
                + " bytes does not travel through a workflow; the limit is "
                + MAX_PAYLOAD_BYTES
                + ": store it and pass its id");
      }
      return payload;
    }

    @Override
    public <T> T fromData(Payload content, Class<T> valueType, Type valueGenericType)
        throws DataConverterException {
      return inner.fromData(content, valueType, valueGenericType);
    }
  }
}
