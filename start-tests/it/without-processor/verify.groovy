def service = evaluate(new File(basedir.parentFile.parentFile.parentFile, 'it/service.groovy'))
service.says(basedir, service.java(basedir), /.*MR-0208.*millrace-processor.*annotationProcessorPaths.*/)
return true
